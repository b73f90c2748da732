package dev.pentimento.benchmarks.latency;

import dev.pentimento.benchmarks.workload.CommittedPredictions;
import dev.pentimento.benchmarks.workload.TrainerAnswers;
import dev.pentimento.trainer.TrainedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Publishes versions while a stream runs, each when the former one has answered for a while, and remembers when. A swap
 * lasts from the submission of the version until some seconds after its first prediction.
 */
final class Swaps implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(8);
    private static final long AFTERWARDS = Duration.ofMillis(2_500).toNanos();
    private static final long INTERVAL = Duration.ofMillis(20).toNanos();

    private final TrainerAnswers trainer;
    private final CommittedPredictions predictions;
    private final Iterator<TrainedVersion> versions;
    private final List<Swap> done = new ArrayList<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread = new Thread(this::publish, "bench-swaps");
    private final Runnable afterwards;
    private volatile String answering = "";
    private volatile long answeringSince;

    /** Times as given by {@link System#nanoTime()}. */
    record Swap(long submitted, long firstPrediction) {
        boolean contains(long moment) {
            return moment >= submitted && moment <= firstPrediction + AFTERWARDS;
        }
    }

    /**
     * @param predictions those that the stream's reader reads
     * @param afterwards called when all is done, or has failed
     */
    Swaps(
            TrainerAnswers trainer,
            CommittedPredictions predictions,
            List<TrainedVersion> versions,
            Runnable afterwards) {
        this.afterwards = afterwards;
        this.trainer = trainer;
        this.predictions = predictions;
        this.versions = versions.iterator();
    }

    void start() {
        thread.start();
    }

    /** Called by the thread that reads the predictions, whenever it has read some. */
    void observe() {
        String version = predictions.last().getModelVersion();
        if (!version.equals(answering)) {
            answeringSince = System.nanoTime();
            answering = version;
        }
    }

    private void publish() {
        try {
            while (versions.hasNext()) {
                TrainedVersion next = versions.next();
                pause();
                long submitted = System.nanoTime();
                trainer.submit(next);
                String id = next.version().getVersion();
                trainer.promote(id);
                await(() -> answering.equals(id));
                done.add(new Swap(submitted, answeringSince));
            }
            pause();
            end.complete(null);
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        } catch (InterruptedException e) {
            end.cancel(false);
        } finally {
            afterwards.run();
        }
    }

    private static void pause() throws InterruptedException {
        long over = System.nanoTime() + PAUSE.toNanos();
        await(() -> System.nanoTime() >= over);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(INTERVAL);
        }
    }

    /**
     * The swaps that were carried out, once the stream has ended.
     *
     * @throws IllegalStateException if the trainer refused a version, or the stream ended before all were swapped
     */
    List<Swap> carriedOut() {
        if (end.isCompletedExceptionally()) {
            try {
                end.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        if (!end.isDone()) {
            throw new IllegalStateException("the stream ended after " + done.size() + " swaps, before the last one");
        }
        return List.copyOf(done);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
