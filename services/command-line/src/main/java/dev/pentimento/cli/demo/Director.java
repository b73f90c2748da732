package dev.pentimento.cli.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Decides when the camera takes the next picture. A demo has few images, and a correction takes its seconds to be
 * learned; so once half of the drifted images have been shown the camera waits until a candidate is there, shows more
 * for it to be judged on, and keeps the last part for after its promotion. It acts on what is on the topics; nobody in
 * the system acts on it.
 */
final class Director {
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final double BEFORE_CANDIDATE = 0.55;
    private static final double LEFT_FOR_RECOVERY = 0.2;
    private static final int JUDGED_AT_A_TIME = 100;
    private static final Duration LABELS_TAKE = Duration.ofMillis(500);

    /** Shorter stretches are mostly waiting for the last image, and say nothing about the rate. */
    private static final int TIMED_STRETCH = 1000;

    /** Pictures that wait to be shown at most. */
    private static final int MADE_AHEAD = 10_000;

    private final Scene scene;
    private final World world;
    private final Sightings sightings;
    private final DemoOptions options;
    private final Throughput busy;
    private int shown;

    Director(Scene scene, World world, Sightings sightings, DemoOptions options, Throughput busy) {
        this.scene = scene;
        this.world = world;
        this.sightings = sightings;
        this.options = options;
        this.busy = busy;
    }

    /** Shows every image and waits for the last prediction. */
    void run() throws InterruptedException {
        if (!scene.drifts()) {
            showUpTo(options.images());
        } else {
            int drifted = options.images() - scene.driftAfter();
            showUpTo(scene.driftAfter());
            showUpTo(scene.driftAfter() + (int) (drifted * BEFORE_CANDIDATE));
            if (sightings.await(seen -> seen.hasCandidate() || promoted(seen), PATIENCE)) {
                showUntilPromoted(options.images() - (int) (drifted * LEFT_FOR_RECOVERY));
            }
            showUpTo(options.images());
        }
        world.finishLabelling();
    }

    int shown() {
        return shown;
    }

    private void showUntilPromoted(int limit) throws InterruptedException {
        while (shown < limit && !promoted(sightings)) {
            showUpTo(Math.min(limit, shown + JUDGED_AT_A_TIME));
            sightings.await(Director::promoted, LABELS_TAKE);
        }
        sightings.await(Director::promoted, PATIENCE);
    }

    private static boolean promoted(Sightings seen) {
        return seen.champion().map(version -> version.getParent() != null).orElse(false);
    }

    /** The camera is no part of what is timed, but shares its processors. */
    private List<Shot> madeAhead(int first, int end) {
        int last = options.rate() > 0 ? first : Math.min(end, first + MADE_AHEAD);
        return IntStream.range(first, last).parallel().mapToObj(scene::shot).toList();
    }

    private void showUpTo(int end) throws InterruptedException {
        int first = shown;
        List<Shot> ready = madeAhead(first, end);
        long begin = System.nanoTime();
        while (shown < end) {
            if (options.rate() > 0) {
                long due = begin + Math.round((shown - first) * 1e9 / options.rate());
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
            }
            int next = shown - first;
            world.show(next < ready.size() ? ready.get(next) : scene.shot(shown));
            shown++;
        }
        world.flush();
        if (!sightings.await(seen -> seen.predictions() >= end, PATIENCE)) {
            throw new IllegalStateException("only " + sightings.predictions() + " of " + end
                    + " images were predicted within " + PATIENCE.toSeconds() + " s");
        }
        if (end - first >= TIMED_STRETCH) {
            busy.add(end - first, System.nanoTime() - begin);
        }
    }
}
