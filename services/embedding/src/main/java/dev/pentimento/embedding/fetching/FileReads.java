package dev.pentimento.embedding.fetching;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Reads files within a time limit. A hanging network file system blocks the reading thread, and nothing can free it.
 * Therefore each read has its own thread, and a folder whose reads hang is no longer read until one of them ends.
 */
final class FileReads {
    /** A folder is no longer read after this many hanging reads; by then, each reader may have started one more. */
    static final int MOST_HUNG = 8;

    private final Duration timeout;
    private final ConcurrentMap<String, AtomicInteger> hungByFolder = new ConcurrentHashMap<>();

    FileReads(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Reads a file.
     *
     * @param folder whose reads hang together
     * @throws TimeoutException if the read takes too long, or others of the folder do
     * @throws ExecutionException with the exception that the read threw
     */
    byte[] read(String folder, Callable<byte[]> reading) throws TimeoutException, ExecutionException {
        AtomicInteger hung = hungByFolder.computeIfAbsent(folder, any -> new AtomicInteger());
        if (hung.get() >= MOST_HUNG) {
            throw new TimeoutException(hung.get() + " reads of this folder hang");
        }
        Read read = new Read(reading, hung);
        read.start();
        try {
            return read.result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            read.overdue();
            throw new TimeoutException("the file was not read within " + timeout);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static final class Read extends Thread {
        private final Callable<byte[]> reading;
        private final AtomicInteger hung;
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private boolean counted;
        private boolean ended;

        Read(Callable<byte[]> reading, AtomicInteger hung) {
            super("file-read");
            this.reading = reading;
            this.hung = hung;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                result.complete(reading.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            } finally {
                end();
            }
        }

        /** The read counts until it ends. If the system allows a read to be interrupted, it ends now. */
        synchronized void overdue() {
            if (!ended) {
                counted = true;
                hung.incrementAndGet();
                interrupt();
            }
        }

        private synchronized void end() {
            ended = true;
            if (counted) {
                hung.decrementAndGet();
            }
        }
    }
}
