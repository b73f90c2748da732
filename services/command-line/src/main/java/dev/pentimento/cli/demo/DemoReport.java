package dev.pentimento.cli.demo;

import java.util.List;

/**
 * The figures that {@code --report} writes, all recounted from the topics.
 *
 * @param rate images per second that were sent; 0 means as fast as possible, and the latency is then that of a queue
 */
record DemoReport(
        long images,
        long predictions,
        long duplicates,
        long missing,
        long deadLetters,
        List<Phase> phases,
        List<Drift> drift,
        List<Version> versions,
        double rate,
        Latency latency) {

    /**
     * A part of the story.
     *
     * @param name {@code clean}, then {@code drifted}, and {@code recovered} once a new champion is in use
     * @param modelVersion the champion of the phase; the last one if there were several
     * @param helped images on which only the corrected opinion is right
     * @param hurt images on which only the original opinion is right
     */
    record Phase(
            String name,
            long images,
            long labelled,
            String modelVersion,
            Scores original,
            Scores corrected,
            long helped,
            long hurt,
            String verdict) {}

    record Scores(double accuracy, double balancedAccuracy, double macroF1) {}

    /**
     * An alarm.
     *
     * @param startedAtImage the first drifted image, counted from 0; -1 if the alarm was false
     * @param estimatedStartAtImage the detector's estimate of that image
     * @param alarmAtImage number of images that the detector had seen at the alarm
     */
    record Drift(long startedAtImage, long estimatedStartAtImage, long alarmAtImage) {}

    record Version(String id, String stage, String parent, double trainedSeconds) {}

    /** Time from the image's record until a consumer of committed records receives the prediction. */
    record Latency(double p50Millis, double p99Millis) {}
}
