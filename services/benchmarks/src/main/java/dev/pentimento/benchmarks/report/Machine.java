package dev.pentimento.benchmarks.report;

import dev.pentimento.learning.device.TorchEngine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * What the figures depend on besides this program.
 *
 * @param processor model of the processor, or its architecture if it does not say
 * @param cores processors that this process may use
 * @param memoryBytes memory of the machine
 * @param load load average of the last minute at the start; negative if unknown. Above zero, the machine was not idle
 */
public record Machine(
        String processor,
        int cores,
        long memoryBytes,
        double load,
        String system,
        String java,
        String kafka,
        String engine) {
    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    public static Machine ofThisProcess() {
        Runtime.Version version = Runtime.version();
        return new Machine(
                model(),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + version,
                "Kafka " + AppInfoParser.getVersion(),
                TorchEngine.description());
    }

    /** Two lines. */
    public List<String> lines() {
        return List.of(
                String.format("%s, %d cores, %d GiB, load %.1f, %s", processor, cores, memoryBytes >> 30, load, system),
                String.join("; ", "Java " + java, kafka, engine));
    }

    private static String model() {
        if (Files.isReadable(CPUINFO)) {
            try (var lines = Files.lines(CPUINFO)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElseGet(() -> System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
