package dev.pentimento.benchmarks.workload;

import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.time.Duration;
import java.util.Map;

/** Checks that the quality of the version contains every image. */
public final class QualityTotal {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private QualityTotal() {}

    /**
     * Waits until the published quality contains all images.
     *
     * @throws IllegalStateException if a part of the system has failed, or the quality does not contain them within a minute
     */
    public static void await(RunningSystem system, long images) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (TopicReader<Received<QualityWindow>> reader = system.context()
                .readers()
                .events(
                        "bench-quality",
                        Map.of(Topic.PREDICTION_QUALITY, Start.BEGINNING),
                        QualityWindow.class,
                        UnusableRecords.REFUSED,
                        Patience.of(PATIENCE))) {
            long published = 0;
            while (published != images) {
                system.requireHealthy();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the quality contains " + published + " images instead of " + images);
                }
                for (Received<QualityWindow> each : reader.poll()) {
                    published = each.event()
                            .filter(QualityTotal::sinceTheBeginning)
                            .map(QualityWindow::getImages)
                            .orElse(published);
                }
            }
        }
    }

    private static boolean sinceTheBeginning(QualityWindow window) {
        return window.getWindowStart() == null && new Slice(window.getSlice()).isAll();
    }
}
