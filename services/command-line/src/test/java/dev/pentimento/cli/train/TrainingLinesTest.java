package dev.pentimento.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCapabilities;
import dev.pentimento.learning.training.TrainingProgress.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrainingLinesTest {
    private static final Report EPOCH = new Report("encoder", 1, 5, 0.5, 0.4, Duration.ofSeconds(8));

    private final StringWriter printed = new StringWriter();
    private Instant now = Instant.EPOCH;
    private final TrainingLines lines = new TrainingLines(
            new Terminal(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(printed, true),
                    false,
                    false,
                    TerminalCapabilities.ALL),
            () -> false,
            () -> now);

    @Test
    void aLongEpochShowsItsImagesTheirRateAndTheTimeLeft() {
        lines.images("images trained on", 64, 325_000);
        now = now.plusSeconds(500);
        lines.images("images trained on", 12_500, 325_000);

        assertThat(printed)
                .hasToString("pentimento: 12,500 of 325,000 images trained on, 25 per second, about 3 h 28 min left"
                        + System.lineSeparator());
    }

    @Test
    void shortEpochsShowTheirLossesAlone() {
        for (int epoch = 0; epoch < 20; epoch++) {
            lines.images("images trained on", 100 * epoch + 64, 2_000);
            now = now.plusSeconds(2);
            lines.report(EPOCH);
        }

        assertThat(printed.toString().lines())
                .hasSize(20)
                .allSatisfy(line -> assertThat(line).contains("epoch 1 of 5").doesNotContain("images"));
    }
}
