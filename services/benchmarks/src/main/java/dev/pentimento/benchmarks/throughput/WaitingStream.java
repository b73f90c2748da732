package dev.pentimento.benchmarks.throughput;

import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.workload.CommittedPredictions;
import dev.pentimento.benchmarks.workload.FirstRecord;
import dev.pentimento.benchmarks.workload.QualityTotal;
import dev.pentimento.benchmarks.workload.StoredVersion;
import dev.pentimento.benchmarks.workload.Timeline;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.trainer.TrainedVersion;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/** A running system with images that wait in its topic. */
public final class WaitingStream {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final RunningSystem system;
    private final ServiceContext context;
    private final int images;

    /** @param images the number of images that wait */
    public WaitingStream(RunningSystem system, int images) {
        this.system = system;
        this.context = system.context();
        this.images = images;
    }

    /**
     * Gives the system a version, and follows the predictions from the first committed embedding until every image has
     * exactly one prediction and is in the quality.
     *
     * @param progress receives the number of predictions: 0 at the beginning, and whenever there are more
     */
    public Timeline judgedBy(TrainedVersion version, LongConsumer progress) throws InterruptedException {
        return judgedBy(version, List.of(), progress);
    }

    /**
     * The same with candidates beside the champion.
     *
     * @throws IllegalStateException if the predictions of the last third, the steady state, do not contain all of them, or
     *     an instance does not take part in it
     */
    public Timeline judgedBy(TrainedVersion version, List<TrainedVersion> candidates, LongConsumer progress)
            throws InterruptedException {
        try (CommittedPredictions predictions = new CommittedPredictions(context)) {
            StoredVersion.submit(version, context);
            candidates.forEach(each -> StoredVersion.submit(each, context));
            FirstRecord.await(system, Topic.EMBEDDINGS);
            Timeline timeline = new Timeline();
            timeline.add(System.nanoTime(), 0, system.processorNanos());
            progress.accept(0);
            long heard = System.nanoTime();
            boolean steady = false;
            while (predictions.count() < images) {
                long before = predictions.count();
                predictions.poll(number -> {});
                if (!steady && predictions.count() >= images - images / 3) {
                    steady = true;
                    requireCandidates(predictions, candidates.size());
                    system.requireAllTakePart();
                }
                long now = System.nanoTime();
                if (predictions.count() > before) {
                    heard = now;
                    timeline.add(now, predictions.count(), system.processorNanos());
                    progress.accept(predictions.count());
                } else if (now - heard > LONGEST_SILENCE.toNanos()) {
                    throw new IllegalStateException("no prediction for " + LONGEST_SILENCE.toSeconds() + " s, after "
                            + predictions.count() + " of " + images);
                }
                system.requireHealthy();
            }
            requireCandidates(predictions, candidates.size());
            QualityTotal.await(system, images);
            return timeline;
        }
    }

    private static void requireCandidates(CommittedPredictions predictions, int candidates) {
        int judged = predictions.last().getCandidates().size();
        if (judged != candidates) {
            throw new IllegalStateException("after " + predictions.count() + " images, " + judged
                    + " candidates gave opinions instead of " + candidates
                    + "; more --images give them the time to be loaded");
        }
    }
}
