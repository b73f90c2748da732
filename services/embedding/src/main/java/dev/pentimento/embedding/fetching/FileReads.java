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
 * Reads files within a time limit. A network file system that hangs holds the thread that reads, and nothing frees it: so
 * each read has a thread of its own, and a folder whose reads hang is not read any more until one of them ends.
 */
final class FileReads {
    /** A folder is given up with so many reads that hang; as many more may have begun by then as there are readers. */
    static final int MOST_HUNG = 8;

    private final Duration timeout;
    private final ConcurrentMap<String, AtomicInteger> hungByFolder = new ConcurrentHashMap<>();

    FileReads(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Reads.
     *
     * @param folder what hangs together
     * @throws TimeoutException saying that the read takes too long, or that others of the folder do
     * @throws ExecutionException with what the reading threw
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

        /** Counts until it ends. Where the system lets a read be interrupted, it ends now. */
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
