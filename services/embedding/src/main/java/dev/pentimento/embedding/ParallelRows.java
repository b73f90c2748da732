package dev.pentimento.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Work on independent rows, spread over the caller's thread and some more. */
final class ParallelRows implements AutoCloseable {
    private final ExecutorService others;
    private final int threads;

    ParallelRows(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        this.threads = threads;
        this.others = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does the work for each row of 0..rows-1; the first exception ends it and is thrown, when no row is worked on. */
    void forEach(int rows, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            try {
                for (int row = next.getAndIncrement(); row < rows; row = next.getAndIncrement()) {
                    work.accept(row);
                }
            } finally {
                next.addAndGet(rows); // after an exception the others need not go on
            }
        };
        List<Future<?>> shares = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, rows); i++) {
            shares.add(others.submit(share));
        }
        @Nullable RuntimeException failure = null;
        try {
            share.run();
        } catch (RuntimeException e) {
            failure = e;
        }
        for (Future<?> other : shares) {
            failure = firstOf(failure, other);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException firstOf(@Nullable RuntimeException before, Future<?> share) {
        try {
            share.get();
            return before;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            return before != null || !(e.getCause() instanceof RuntimeException failure) ? before : failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new KafkaException("interrupted while decoding", e);
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }
}
