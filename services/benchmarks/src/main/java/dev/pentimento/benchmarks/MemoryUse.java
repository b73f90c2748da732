package dev.pentimento.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory of a Java process, in bytes.
 *
 * @param heapUsed objects in the heap; after a collection, those that live
 * @param heapCommitted memory that Java keeps for the heap
 * @param code memory that Java keeps for classes, compiled code and the like, outside the heap; not all of it is resident
 * @param resident physical memory of the process, as Linux reports it; 0 elsewhere
 * @param peakResident the largest value of {@code resident} so far
 */
public record MemoryUse(long heapUsed, long heapCommitted, long code, long resident, long peakResident) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long KIBIBYTE = 1024;

    /** The memory of this process as it is. */
    public static MemoryUse ofThisProcess() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return new MemoryUse(
                memory.getHeapMemoryUsage().getUsed(),
                memory.getHeapMemoryUsage().getCommitted(),
                memory.getNonHeapMemoryUsage().getCommitted(),
                status("VmRSS:"),
                status("VmHWM:"));
    }

    /** The memory of this process after a full collection, which also shrinks the heap. */
    public static MemoryUse afterCollection() {
        ManagementFactory.getMemoryMXBean().gc();
        return ofThisProcess();
    }

    /**
     * A lower bound of the resident memory outside the heap: that of PyTorch, RocksDB, buffers, threads, classes and compiled
     * code. Pages of the heap that were never touched are committed, but not resident, so the bound may even be negative.
     */
    public long leastNative() {
        return resident - heapCommitted;
    }

    private static long status(String name) {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try {
            return status(Files.readAllLines(STATUS), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long status(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
