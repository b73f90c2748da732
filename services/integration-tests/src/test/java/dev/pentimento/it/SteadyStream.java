package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;

import dev.pentimento.learning.data.Example;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Cameras that never stop, and annotators who label every fourth image, now before and now after it comes. */
final class SteadyStream implements AutoCloseable {
    private static final int LABELLED = 4;
    private static final int LATE = 400;
    private static final int TICK_MILLIS = 50;

    private final WorldOutside world;
    private final List<Example> examples = SmallVersion.unseen(0, 1_000);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private int sent;
    private int wanted;

    SteadyStream(WorldOutside world) {
        this.world = world;
    }

    /** @param imagesPerSecond until as many are sent as are wanted; then they trickle */
    SteadyStream start(int imagesPerSecond) {
        int atOnce = imagesPerSecond * TICK_MILLIS / 1_000;
        thread.scheduleAtFixedRate(() -> tick(atOnce), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    /** How many should be sent in all by now. */
    synchronized void want(int images) {
        wanted = Math.max(wanted, images);
    }

    private synchronized void tick(int atOnce) {
        send(sent < wanted ? atOnce : 1);
    }

    synchronized int sent() {
        return sent;
    }

    private synchronized void send(int images) {
        for (int i = 0; i < images; i++) {
            if (sent % (2 * LABELLED) == 0) {
                label(sent);
            }
            world.send(image(id(sent), example(sent).content()));
            sent++;
            int late = sent - LATE;
            if (late >= 0 && late % (2 * LABELLED) == LABELLED) {
                label(late);
            }
        }
    }

    private void label(int i) {
        world.label(id(i), example(i).label());
    }

    private Example example(int i) {
        return examples.get(i % examples.size());
    }

    private static String id(int i) {
        return "image-" + i;
    }

    /** Stops, having sent as many as this in all at least, and returns when the broker has them. */
    void end(int atLeast) {
        close();
        send(Math.max(0, atLeast - sent()));
        world.flush();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
