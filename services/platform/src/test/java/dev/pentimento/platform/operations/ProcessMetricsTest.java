package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMetricsTest {
    @Test
    void residentMemoryIsReadFromWhatLinuxTells() {
        assertThat(ProcessMetrics.residentBytes("Name:\tjava\nVmHWM:\t  9 kB\nVmRSS:\t  1152016 kB\nRssAnon:\t 3 kB\n"))
                .isEqualTo(1_152_016 * 1024.0);
        assertThat(ProcessMetrics.residentBytes("Name:\tjava\n")).isNaN();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theProcessHasMoreThanItsHeap() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ProcessMetrics.bindTo(registry);
        assertThat(Files.readString(Path.of("/proc/self/status"))).contains("VmRSS:");
        assertThat(registry.get("process.resident.memory").gauge().value()).isGreaterThan(10e6);
        assertThat(registry.get("process.memory.limit").gauge().value())
                .isGreaterThan(registry.get("process.resident.memory").gauge().value());
        assertThat(registry.get("jvm.memory.usage.after.gc").gauge().value()).isBetween(0.0, 1.0);
        assertThat(registry.get("process.cpu").functionCounter().count()).isPositive();
    }
}
