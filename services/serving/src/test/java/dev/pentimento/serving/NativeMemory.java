package dev.pentimento.serving;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process outside the heap. */
public final class NativeMemory {
    private static final long MEBIBYTE = 1024 * 1024;
    private static final Path STATUS = Path.of("/proc/self/status");

    private NativeMemory() {}

    /** Skips the test on a system that does not tell the memory of a process. */
    public static void assumeKnown() {
        assumeTrue(Files.exists(STATUS), "NOT PROVEN HERE: this system does not tell the memory of a process");
    }

    /** Resident memory without the heap, whose size the collector changes as it likes. */
    public static long mebibytes() throws IOException {
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        long resident = Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
        return (resident - heap) / MEBIBYTE;
    }
}
