package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfirmationTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "yes\n", " YES \n"})
    void whoSaysYesIsTakenAtTheirWord(String answer) {
        assertThat(confirmed(true, answer, false)).isTrue();
        assertThat(err.toString()).contains("Promote it? [y/N]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "n\n", "yeah\n", ""})
    void everythingElseIsNo(String answer) {
        assertThat(confirmed(true, answer, false)).isFalse();
        assertThat(err.toString()).contains("nothing was done");
    }

    @Test
    void aScriptIsNotAsked() {
        assertThat(confirmed(false, "", false)).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void yesOnTheCommandLineIsEnough() {
        assertThat(confirmed(true, "", true)).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    private boolean confirmed(boolean inTerminal, String input, boolean yes) {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                true,
                inTerminal,
                TerminalCapabilities.ALL);
        return new Confirmation(terminal, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .given("Promote it?", yes);
    }
}
