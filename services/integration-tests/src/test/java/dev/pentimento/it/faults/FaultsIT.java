package dev.pentimento.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A short schedule of faults in the build; {@link FaultSchedulesMeasurement} plays the long ones. */
class FaultsIT {
    private static final long SEED = 1;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostWhileProcessesDieOnTopOfEachOther(TestReporter reporter) {
        Schedule schedule = Schedule.ofBuild(SEED);
        try (Harness harness = Harness.start(folder)) {
            Verdict verdict = harness.play(schedule);
            reporter.publishEntry("schedule", verdict.row());
            if (!verdict.holds()) {
                harness.keep(verdict, Path.of("target", "faults", "build"));
            }
            assertThat(verdict.complaints())
                    .as("seed %d; logs of all processes are in target/faults/build", SEED)
                    .isEmpty();
        }
    }
}
