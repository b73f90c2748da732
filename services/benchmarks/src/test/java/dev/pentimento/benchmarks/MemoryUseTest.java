package dev.pentimento.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryUseTest {
    @Test
    void linuxCountsInKibibytes() {
        List<String> status = List.of("VmPeak:\t 9000 kB", "VmHWM:\t     200 kB", "VmRSS:\t     100 kB");

        assertThat(MemoryUse.status(status, "VmRSS:")).isEqualTo(102_400);
        assertThat(MemoryUse.status(status, "VmHWM:")).isEqualTo(204_800);
        assertThat(MemoryUse.status(status, "VmSwap:")).isZero();
    }

    @Test
    void nativeMemoryIsAtLeastWhatTheHeapDoesNotHave() {
        assertThat(new MemoryUse(10, 40, 5, 100, 120).leastNative()).isEqualTo(60);
        assertThat(new MemoryUse(10, 40, 5, 30, 30).leastNative()).isEqualTo(-10);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aCollectionLeavesWhatLives() {
        MemoryUse use = MemoryUse.afterCollection();

        assertThat(use.heapUsed()).isPositive().isLessThanOrEqualTo(use.heapCommitted());
        assertThat(use.resident()).isPositive().isLessThanOrEqualTo(use.peakResident());
    }
}
