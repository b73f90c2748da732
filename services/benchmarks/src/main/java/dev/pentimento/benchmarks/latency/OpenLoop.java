package dev.pentimento.benchmarks.latency;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Sends at a fixed rate, whether or not anybody keeps up. Latency counts from the time at which an image was due, not
 * from when a busy machine got around to sending it, so that a pause delays every image that was due in it.
 */
final class OpenLoop {
    private final double perSecond;
    private final long[] due;
    private final long[] took;
    private volatile int count;
    private volatile boolean stopped;

    /** @param count number of images, unless it is stopped earlier */
    OpenLoop(double perSecond, int count) {
        this.perSecond = perSecond;
        this.count = count;
        this.due = new long[count];
        this.took = new long[count];
    }

    /**
     * Plans when each is due.
     *
     * @param begin as given by {@link System#nanoTime()}
     */
    void begin(long begin) {
        for (int i = 0; i < due.length; i++) {
            due[i] = begin + Math.round(i * 1e9 / perSecond);
        }
    }

    /** Sends each one when it is due, or at once if that time has passed. Returns after the last one. */
    void send(IntConsumer sender) {
        for (int i = 0; i < due.length; i++) {
            if (stopped) {
                count = i;
                return;
            }
            long early = due[i] - System.nanoTime();
            while (early > 0) {
                LockSupport.parkNanos(early);
                early = due[i] - System.nanoTime();
            }
            sender.accept(i);
        }
    }

    /** Sends no further ones. */
    void stop() {
        stopped = true;
    }

    /** Notes that the answer to one was received. */
    void received(int number, long now) {
        took[number] = now - due[number];
    }

    /** Once all were received. */
    Latencies latencies() {
        return latencies(moment -> true);
    }

    /**
     * Of those that were due at some moments; not empty.
     *
     * @param moments as given by {@link System#nanoTime()}
     */
    Latencies latencies(LongPredicate moments) {
        return new Latencies(IntStream.range(0, count)
                .filter(each -> moments.test(due[each]))
                .mapToLong(each -> took[each])
                .toArray());
    }

    /** Number of images; smaller once it is stopped. */
    int count() {
        return count;
    }
}
