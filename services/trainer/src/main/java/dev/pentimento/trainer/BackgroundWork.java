package dev.pentimento.trainer;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.trainer.retraining.TrainingOrder;
import dev.pentimento.trainer.retraining.TrainingResult;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs trainings and inspections, each on its own thread, and keeps their results until the caller's thread collects
 * them with {@link #deliver}.
 */
final class BackgroundWork implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final Training training;
    private final Inspection inspection;
    private final ExecutorService trainings = worker("trainer-training");
    private final ExecutorService inspections = worker("trainer-inspection");
    private final ConcurrentLinkedQueue<Runnable> results = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;
    private boolean busy;

    /** Trains and publishes; never throws. */
    interface Training {
        TrainingResult carryOut(TrainingOrder order, BooleanSupplier cancelled);
    }

    /** Returns the fault of a version, or empty; never throws. */
    interface Inspection {
        Optional<String> fault(ModelVersion version);

        /**
         * Returns why a candidate must not enter the registry, or empty. Whatever the cause, a candidate that did not
         * work is refused.
         */
        default Optional<String> objection(ModelVersion version) {
            return fault(version);
        }
    }

    BackgroundWork(Training training, Inspection inspection) {
        this.training = training;
        this.inspection = inspection;
    }

    /** Whether a training is running. */
    boolean training() {
        return busy;
    }

    /** Starts a training. No other training may be running. */
    void train(TrainingOrder order, Consumer<TrainingResult> then) {
        if (busy) {
            throw new IllegalStateException("a training is already running");
        }
        busy = true;
        trainings.execute(() -> {
            TrainingResult result = training.carryOut(order, () -> closed);
            results.add(() -> {
                busy = false;
                then.accept(result);
            });
        });
    }

    /** Checks for a fault of the version itself. */
    void inspect(ModelVersion version, Consumer<Optional<String>> then) {
        inspect(() -> inspection.fault(version), then);
    }

    /** Checks whether a candidate works. */
    void check(ModelVersion candidate, Consumer<Optional<String>> then) {
        inspect(() -> inspection.objection(candidate), then);
    }

    private void inspect(Supplier<Optional<String>> look, Consumer<Optional<String>> then) {
        inspections.execute(() -> {
            Optional<String> found = look.get();
            results.add(() -> then.accept(found));
        });
    }

    /** Delivers finished results, in the caller's thread. */
    void deliver() {
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            result.run();
        }
    }

    /** Cancels running work and waits for it to end, for at most a few seconds. */
    @Override
    public void close() {
        closed = true;
        trainings.shutdownNow();
        inspections.shutdownNow();
        try {
            trainings.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            inspections.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ExecutorService worker(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
