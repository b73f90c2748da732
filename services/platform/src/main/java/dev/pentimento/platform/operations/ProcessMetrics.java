package dev.pentimento.platform.operations;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures what a process uses. PyTorch does not report its memory on the CPU. The resident memory of the process minus
 * the committed memory of the JVM is an upper bound for PyTorch and RocksDB together.
 */
public final class ProcessMetrics {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final double KIBIBYTE = 1024;
    private static final double NANOS_PER_SECOND = 1e9;

    private ProcessMetrics() {}

    /** Binds memory, processor time, threads and uptime; the resident memory only on Linux. */
    public static void bindTo(MeterRegistry registry) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmHeapPressureMetrics().bindTo(registry); // for as long as the process runs
        new JvmThreadMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            FunctionCounter.builder("process.cpu", system, ProcessMetrics::cpuSeconds)
                    .baseUnit("seconds")
                    .description("Processor time that the process has used")
                    .register(registry);
            Gauge.builder("process.memory.limit", system, OperatingSystemMXBean::getTotalMemorySize)
                    .baseUnit("bytes")
                    .description("Memory that the container may have; without a limit, that of the machine")
                    .register(registry);
        }
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory", ProcessMetrics::residentBytes)
                    .baseUnit("bytes")
                    .description(
                            "Memory of the process in RAM: the heap, and native memory such as PyTorch's and RocksDB's")
                    .register(registry);
        }
    }

    private static double cpuSeconds(OperatingSystemMXBean system) {
        return system.getProcessCpuTime() / NANOS_PER_SECOND;
    }

    private static double residentBytes() {
        try {
            return residentBytes(Files.readString(STATUS));
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** From the text of {@code /proc/self/status}; NaN if it does not contain it. */
    static double residentBytes(String status) {
        return status.lines()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToDouble(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(Double.NaN);
    }
}
