package dev.pentimento.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.benchmarks.BenchmarkOptions;
import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
    private static final Machine MACHINE =
            new Machine("Some CPU", 2, 8L << 30, 0.04, "Linux 6.1", "Some vendor 17.0.1", "Kafka 4", "PyTorch 2");

    @Test
    void theTableSaysOnWhatItWasMeasuredAndHowFarRunsDiffer() {
        assertThat(printed(new Figures.Builder()
                        .add("steady / bare model", Unit.RATIO, 0.854)
                        .add("steady", Unit.IMAGES_PER_SECOND, 14_800)
                        .build()))
                .contains("Some CPU, 2 cores, 8 GiB, load 0.0, Linux 6.1")
                .contains("Java Some vendor 17.0.1; Kafka 4; PyTorch 2")
                .contains("pentimento 1, 2026-11-29T20:00:00Z; 1 runs, each in a new process; seed 1")
                .containsPattern("steady / bare model +0\\.85 +0\\.85 to 0\\.85")
                .containsPattern("steady +14,800 +14,800 to 14,800  images/s");
    }

    @Test
    void whatCouldNotBeMeasuredIsNamedWithWhatToDo() {
        assertThat(printed(new Figures.Builder()
                        .missing("the Python consumer: python3 cannot be run; --python names another one")
                        .build()))
                .contains("not measured: the Python consumer: python3 cannot be run; --python names another one");
    }

    private static String printed(Figures figures) {
        StringWriter text = new StringWriter();
        BenchmarkReport.of(
                        "pentimento 1",
                        Instant.parse("2026-11-29T20:00:00Z"),
                        MACHINE,
                        1,
                        new BenchmarkOptions(100, 10, 0.1, true, "python3", 1),
                        List.of(Summary.of("throughput", List.of(figures))))
                .print(new PrintWriter(text));
        return text.toString();
    }
}
