package dev.pentimento.embedding.decoding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Distributes work on independent rows over the caller's thread and additional threads. */
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

    /**
     * The results for the rows 0, 1, 2 and so on. The first failure stops the work; it is thrown when every thread has
     * stopped.
     *
     * @param enough whether to start no more rows; asked after each row. There are then results only for the first rows
     */
    <T> List<T> map(int rows, IntFunction<T> work, BooleanSupplier enough) {
        AtomicReferenceArray<T> results = new AtomicReferenceArray<>(rows);
        int done = forEach(rows, row -> results.set(row, work.apply(row)), enough);
        return IntStream.range(0, done).mapToObj(results::get).toList();
    }

    /** Returns how many rows were started; each is finished. */
    private int forEach(int rows, IntConsumer work, BooleanSupplier enough) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        Callable<@Nullable Void> share = () -> {
            boolean finished = false;
            try {
                for (int row = 0; !stopped.get() && (row = next.getAndIncrement()) < rows; ) {
                    work.accept(row);
                    if (enough.getAsBoolean()) {
                        stopped.set(true);
                    }
                }
                finished = true;
                return null;
            } finally {
                if (!finished) {
                    stopped.set(true);
                }
            }
        };
        List<FutureTask<@Nullable Void>> shares = new ArrayList<>();
        for (int i = 0; i < Math.min(threads, rows); i++) {
            shares.add(new FutureTask<>(share));
        }
        shares.stream().skip(1).forEach(others::execute);
        shares.stream().limit(1).forEach(FutureTask::run);
        @Nullable Throwable failure = null;
        for (FutureTask<@Nullable Void> each : shares) {
            failure = firstOf(failure, each);
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return Math.min(next.get(), rows);
    }

    private static @Nullable Throwable firstOf(@Nullable Throwable before, FutureTask<@Nullable Void> share) {
        try {
            share.get();
            return before;
        } catch (ExecutionException e) {
            return before != null ? before : e.getCause();
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
