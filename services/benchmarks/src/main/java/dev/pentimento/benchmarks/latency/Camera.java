package dev.pentimento.benchmarks.latency;

import dev.pentimento.benchmarks.ProcessorTime;
import dev.pentimento.benchmarks.SystemLauncher.RunningSystem;
import dev.pentimento.benchmarks.workload.CommittedPredictions;
import dev.pentimento.benchmarks.workload.Timeline;
import dev.pentimento.benchmarks.workload.WaitingImages;
import java.time.Duration;
import java.util.function.IntSupplier;

/** Sends images and awaits their predictions. */
final class Camera {
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final RunningSystem system;
    private final WaitingImages camera;
    private final CommittedPredictions predictions;
    private int sent;

    Camera(RunningSystem system, WaitingImages camera, CommittedPredictions predictions) {
        this.system = system;
        this.camera = camera;
        this.predictions = predictions;
    }

    /** Warms the system up with images that wait, and returns the images per second over the last third of them. */
    double backlog(int images) {
        camera.write(images, 0, 0);
        sent = images;
        Timeline timeline = new Timeline();
        timeline.add(System.nanoTime(), 0, ProcessorTime.nanos());
        await(() -> predictions.poll(number -> {}), () -> images, timeline);
        return timeline.between(predictions.count() - images / 3, predictions.count())
                .imagesPerSecond();
    }

    /**
     * Sends the images of a loop, and returns when all have their predictions.
     *
     * @param reading called whenever predictions were read
     */
    Latencies at(OpenLoop loop, Runnable reading) throws InterruptedException {
        int first = sent;
        loop.begin(System.nanoTime());
        Thread sender = new Thread(() -> loop.send(each -> camera.send(first + each)), "bench-camera");
        sender.start();
        await(
                () -> {
                    long before = predictions.count();
                    predictions.poll(number -> loop.received(number - first, System.nanoTime()));
                    if (predictions.count() > before) {
                        reading.run();
                    }
                },
                () -> first + loop.count(),
                new Timeline());
        sender.join();
        sent = first + loop.count();
        camera.flush();
        return loop.latencies();
    }

    private void await(Runnable poll, IntSupplier wanted, Timeline timeline) {
        long heard = System.nanoTime();
        while (predictions.count() < wanted.getAsInt()) {
            long before = predictions.count();
            poll.run();
            long now = System.nanoTime();
            if (predictions.count() > before) {
                heard = now;
                timeline.add(now, predictions.count(), ProcessorTime.nanos());
            } else if (now - heard > LONGEST_SILENCE.toNanos()) {
                throw new IllegalStateException("no prediction for " + LONGEST_SILENCE.toSeconds() + " s, after "
                        + predictions.count() + " of " + wanted.getAsInt());
            }
            system.requireHealthy();
        }
    }
}
