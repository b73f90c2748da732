package dev.pentimento.it.hostile;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param heapBytes used after a full collection, the least of several
 * @param handles open files and sockets; −1 where the system does not say
 */
public record Footprint(long heapBytes, int threads, long handles) {
    private static final int COLLECTIONS = 3;
    private static final int MOST_SKIPPED = 200;

    public static Footprint now() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            collect();
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new Footprint(heap, ManagementFactory.getThreadMXBean().getThreadCount(), openHandles());
    }

    /** The JVM skips a collection while native code holds an array of its heap, so this counts what was done. */
    private static void collect() {
        long before = fullCollections();
        for (int skipped = 0; fullCollections() == before; skipped++) {
            if (skipped == MOST_SKIPPED) {
                throw new IllegalStateException("the JVM skipped " + skipped + " collections in a row");
            }
            System.gc();
        }
    }

    private static long fullCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(each -> each.getName().equals("G1 Old Generation")
                        || each.getName().equals("MarkSweepCompact")
                        || each.getName().equals("PS MarkSweep"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    public static long openHandles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }
}
