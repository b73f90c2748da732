package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private final StringWriter err = new StringWriter();
    private Instant now = Instant.EPOCH;

    @Test
    void aTerminalHasOneLineThatIsWrittenOver() {
        Progress progress = progress(Map.of());
        after(Duration.ofMillis(100), progress, 5);
        after(Duration.ofSeconds(10), progress, 500);
        progress.clear();

        assertThat(err.toString())
                .isEqualTo("\r\u001b[K500 of 1,000 images, 50 per second, about 11 s left" + "\r\u001b[K");
    }

    @Test
    void aDumbTerminalHasPlainLinesNowAndThen() {
        Progress progress = progress(Map.of("TERM", "dumb"));
        for (int second = 1; second <= 25; second++) {
            after(Duration.ofSeconds(1), progress, 10 * second);
        }
        progress.clear();

        assertThat(err.toString().lines())
                .containsExactly(
                        "pentimento: 100 of 1,000 images, 10 per second, about 1 min 30 s left",
                        "pentimento: 200 of 1,000 images, 10 per second, about 1 min 20 s left");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 10 | '0 of 10 images'",
                "10 | 10 | '10 of 10 images'",
                "1 | 10001 | '1 of 10,001 images, 0 per second, about 27 h 46 min left'"
            })
    void theTimeLeftIsToldWhereItCanBe(long done, long total, String line) {
        assertThat(Progress.line(done, total, "images", Duration.ofSeconds(10))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"xterm, '', true, true", "xterm, 1, false, true", "dumb, '', false, false"})
    void theEnvironmentTellsWhatATerminalMayBeSent(String term, String noColor, boolean colours, boolean redrawing) {
        assertThat(TerminalCapabilities.from(Map.of("TERM", term, "NO_COLOR", noColor)))
                .isEqualTo(new TerminalCapabilities(colours, redrawing));
    }

    @ParameterizedTest
    @CsvSource({"24 80, 80, 24", "50 132, 132, 50", "0 0, 80, 24", "'', 80, 24", "99999999999 3, 80, 24"})
    void aTerminalThatDoesNotKnowItsSizeIsTakenForAUsualOne(String told, int columns, int rows) {
        assertThat(WindowSize.parse(told)).isEqualTo(new WindowSize(columns, rows));
    }

    private void after(Duration time, Progress progress, long done) {
        now = now.plus(time);
        progress.show(done, 1000);
    }

    private Progress progress(Map<String, String> environment) {
        PrintWriter writer = new PrintWriter(err, true);
        Terminal terminal = new Terminal(writer, writer, true, true, TerminalCapabilities.from(environment));
        return new Progress(terminal, "images", () -> now);
    }
}
