package dev.pentimento.it.hostile;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds.
 *
 * @param heapBytes used after a full collection: the least of several, since the JVM leaves one out while native code holds an
 *     array of its heap
 * @param handles open files and sockets; −1 where the system does not say
 */
public record Footprint(long heapBytes, int threads, long handles) {
    private static final int COLLECTIONS = 3;

    public static Footprint now() {
        long heap = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            heap = Math.min(
                    heap,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return new Footprint(heap, ManagementFactory.getThreadMXBean().getThreadCount(), openHandles());
    }

    public static long openHandles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }
}
