package dev.pentimento.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many schedules of faults, on request: {@code -Pfaults -Dfaults.seeds=1-50}, or {@code -Dfaults.seed=17} for one of them.
 * The table is in {@code target/faults/schedules.md}, the logs of a failing seed in {@code target/faults/seed-17}.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS)
class FaultSchedulesMeasurement {
    private static final Path RESULTS = Path.of("target", "faults");

    @TempDir
    Path folder;

    private @Nullable Harness harness;
    private int starts;

    @Test
    void everythingHoldsAfterEachSchedule() throws IOException {
        Files.createDirectories(RESULTS);
        Path table = RESULTS.resolve("schedules.md");
        Files.writeString(table, Verdict.HEAD);
        List<String> failed = new ArrayList<>();
        try {
            for (long seed : seeds().toArray()) {
                Verdict verdict = play(Schedule.draw(seed));
                System.out.println(verdict.row());
                Files.writeString(table, verdict.row() + "\n", StandardOpenOption.APPEND);
                if (!verdict.holds()) {
                    failed.add(verdict.schedule().seed() + ": " + verdict.complaints());
                }
            }
        } finally {
            stop();
        }
        assertThat(failed)
                .as("seeds that fail; run one again with -Dfaults.seed=")
                .isEmpty();
    }

    /** A system that failed is not used again. */
    private Verdict play(Schedule schedule) {
        Harness running = running();
        running.forgetLogs();
        Verdict verdict = running.play(schedule);
        if (!verdict.holds()) {
            running.keep(verdict, RESULTS.resolve("seed-" + schedule.seed()));
            stop();
        }
        return verdict;
    }

    private Harness running() {
        if (harness == null) {
            harness = Harness.start(folder.resolve(Integer.toString(starts++)));
        }
        return harness;
    }

    private void stop() {
        if (harness != null) {
            harness.close();
            harness = null;
        }
    }

    private static LongStream seeds() {
        String one = System.getProperty("faults.seed");
        if (one != null) {
            return LongStream.of(Long.parseLong(one));
        }
        String[] range = System.getProperty("faults.seeds", "1-50").split("-", 2);
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
    }
}
