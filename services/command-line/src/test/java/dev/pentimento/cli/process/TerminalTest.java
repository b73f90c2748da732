package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "xterm, '', true, true",
        "xterm, 1, false, true",
        "dumb, '', false, false",
    })
    void theEnvironmentSaysWhatTheTerminalUnderstands(String term, String noColor, boolean colours, boolean redrawing) {
        assertThat(TerminalCapabilities.from(Map.of("TERM", term, "NO_COLOR", noColor)))
                .isEqualTo(new TerminalCapabilities(colours, redrawing));
    }

    @Test
    void aNoteReplacesTheProgressLineOfATerminal() {
        terminal(true).note("done");

        assertThat(err.toString()).isEqualToNormalizingNewlines(Terminal.CLEAR_LINE + "pentimento: done\n");
    }

    @Test
    void aFileGetsNoEscapeSequence() {
        Terminal file = terminal(false);
        file.note("done");

        assertThat(err.toString()).isEqualToNormalizingNewlines("pentimento: done\n");
        assertThat(file.coloursOut()).isFalse();
        assertThat(file.redrawsOut()).isFalse();
        assertThat(file.redrawsErr()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "24 80, 80, 24",
        "0 0, 80, 24",
        "0 132, 132, 24",
        "99999 5, 80, 24",
        "'', 80, 24",
        "not a size, 80, 24",
    })
    void aSizeThatTheTerminalDoesNotKnowIsTheUsualOne(String stty, int columns, int rows) {
        assertThat(WindowSize.parse(stty)).isEqualTo(new WindowSize(columns, rows));
    }

    private Terminal terminal(boolean is) {
        return new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err, true), is, is, TerminalCapabilities.ALL);
    }
}
