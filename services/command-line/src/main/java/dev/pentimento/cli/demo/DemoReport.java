package dev.pentimento.cli.demo;

import java.util.List;

/** What {@code --report} writes: every figure recounted from the topics. */
record DemoReport(
        long images,
        long predictions,
        long duplicates,
        long missing,
        long deadLetters,
        List<Phase> phases,
        List<Drift> drift,
        List<Version> versions,
        Rates throughput,
        Latency latency) {

    /**
     * A part of the story.
     *
     * @param name {@code clean}, {@code drifted} until another champion answers, {@code recovered} from then on
     * @param modelVersion the champion that answered, the last one if there were several
     * @param helped images that only the corrected opinion has right
     * @param hurt images that only the original opinion has right
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
     * @param startedAtImage the first drifted image, counted from 0; -1: nothing had drifted, the alarm was false
     * @param estimatedStartAtImage where the detector believes that it began
     * @param alarmAtImage how many images the detector had seen when it gave the alarm
     */
    record Drift(long startedAtImage, long estimatedStartAtImage, long alarmAtImage) {}

    record Version(String id, String stage, String parent, double trainedSeconds) {}

    /** @param bareModelImagesPerSecond decoding, encoder and heads in large batches on all cores, without Kafka */
    record Rates(double imagesPerSecond, double bareModelImagesPerSecond) {}

    /** From the camera's record to the moment at which a reader of committed records had the prediction. */
    record Latency(double p50Millis, double p99Millis) {}
}
