package dev.pentimento.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Decides when the camera takes the next image. A demo has few images, and training a correction takes seconds. After
 * half of the drifted images, the camera therefore waits for a candidate. It then sends more images for the candidate's
 * trial, and keeps the last ones until the candidate is promoted. It reads only the topics, and no service knows about
 * it.
 */
final class CameraSchedule {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final double BEFORE_CANDIDATE = 0.55;
    private static final double LEFT_FOR_RECOVERY = 0.2;
    private static final int JUDGED_AT_A_TIME = 100;
    private static final Duration LABELS_TAKE = Duration.ofMillis(500);

    /** Largest number of images prepared in advance. */
    private static final int MADE_AHEAD = 10_000;

    private final DriftingImages stream;
    private final CameraAndAnnotator camera;
    private final ObservedResults results;
    private final DemoOptions options;
    private int shown;

    CameraSchedule(DriftingImages stream, CameraAndAnnotator camera, ObservedResults results, DemoOptions options) {
        this.stream = stream;
        this.camera = camera;
        this.results = results;
        this.options = options;
    }

    /** Sends every image and waits for the last prediction. */
    void run() throws InterruptedException {
        if (!stream.drifts()) {
            showUpTo(options.images());
        } else {
            int drifted = options.images() - stream.driftAfter();
            showUpTo(stream.driftAfter());
            showUpTo(stream.driftAfter() + (int) (drifted * BEFORE_CANDIDATE));
            if (results.await(seen -> seen.hasCandidate() || promoted(seen), PATIENCE)) {
                showUntilPromoted(options.images() - (int) (drifted * LEFT_FOR_RECOVERY));
            }
            showUpTo(options.images());
        }
        camera.finishLabelling();
    }

    int shown() {
        return shown;
    }

    private void showUntilPromoted(int limit) throws InterruptedException {
        while (shown < limit && !promoted(results)) {
            showUpTo(Math.min(limit, shown + JUDGED_AT_A_TIME));
            results.await(CameraSchedule::promoted, LABELS_TAKE);
        }
        results.await(CameraSchedule::promoted, PATIENCE);
    }

    private static boolean promoted(ObservedResults seen) {
        return seen.champion().map(version -> version.getParent() != null).orElse(false);
    }

    /** Images are prepared in advance, so that the camera does not slow the stream down. */
    private List<CameraImage> madeAhead(int first, int end) {
        int last = options.rate() > 0 ? first : Math.min(end, first + MADE_AHEAD);
        return IntStream.range(first, last).parallel().mapToObj(stream::image).toList();
    }

    private void showUpTo(int end) throws InterruptedException {
        int first = shown;
        List<CameraImage> ready = madeAhead(first, end);
        long begin = System.nanoTime();
        while (shown < end) {
            if (options.rate() > 0) {
                long due = begin + Math.round((shown - first) * 1e9 / options.rate());
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            }
            int next = shown - first;
            camera.show(next < ready.size() ? ready.get(next) : stream.image(shown));
            shown++;
        }
        camera.flush();
        if (!results.await(seen -> seen.predictions() >= end, PATIENCE)) {
            throw new IllegalStateException("only " + results.predictions() + " of " + end
                    + " images were predicted within " + PATIENCE.toSeconds() + " s");
        }
    }
}
