package dev.pentimento.benchmarks.stages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachinePartTest {
    @ParameterizedTest
    @CsvSource({
        "C2 CompilerThre, COMPILER",
        "C1 CompilerThre, COMPILER",
        "GC Thread#0, COLLECTOR",
        "G1 Conc#0, COLLECTOR",
        "G1 Main Marker, COLLECTOR",
        "VM Thread, COLLECTOR"
    })
    void aNativeThreadBelongsToThePartThatNamesIt(String thread, MachinePart part) {
        assertThat(MachinePart.of(thread)).contains(part);
    }

    @ParameterizedTest
    @CsvSource({"java", "embedding-host", "Reference Handl", "pool-1-thread-1"})
    void threadsOfJavaAndOfLibrariesBelongToNone(String thread) {
        assertThat(MachinePart.of(thread)).isEmpty();
    }

    @Test
    void theTimeOfAThreadIsThatOfItsUserAndSystemTicks() {
        String stat =
                "(C2 CompilerThre) R 22209 22209 19185 0 -1 4194368 7760 0 0 0 43 6 0 0 20 0 20 0 55474 9189818368";

        assertThat(MachinePart.time("22231 " + stat)).contains(new MachinePart.Time(MachinePart.COMPILER, 490_000_000));
        assertThat(MachinePart.time("22231 (some) thread) R 1 1 1 0 -1 1 1 0 0 0 43 6 0"))
                .isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void everyVirtualMachineHasThreadsOfBothParts() throws IOException {
        assertThat(MachinePart.times().values())
                .extracting(MachinePart.Time::part)
                .contains(MachinePart.COMPILER, MachinePart.COLLECTOR);
    }

    @Test
    void theTimeOfAPartIsWhatItsThreadsTookSinceThen() {
        ThreadTimes before =
                new ThreadTimes(Map.of(), Map.of(7L, new MachinePart.Time(MachinePart.COMPILER, 100)), 1_000);
        ThreadTimes after = new ThreadTimes(
                Map.of(),
                Map.of(
                        7L, new MachinePart.Time(MachinePart.COMPILER, 150),
                        8L, new MachinePart.Time(MachinePart.COMPILER, 20),
                        9L, new MachinePart.Time(MachinePart.COLLECTOR, 5)),
                2_000);

        assertThat(after.machineSince(before)).isEqualTo(Map.of(MachinePart.COMPILER, 70L, MachinePart.COLLECTOR, 5L));
    }
}
