package dev.pentimento.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.Abilities;
import dev.pentimento.cli.process.Terminal;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConfirmationTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"y\n", "yes\n", " YES \n"})
    void whoSaysYesIsTakenAtTheirWord(String answer) {
        assertThat(confirmed(true, answer)).isTrue();
        assertThat(err.toString()).contains("Promote it? [y/N]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "n\n", "yeah\n", ""})
    void everythingElseIsNo(String answer) {
        assertThat(confirmed(true, answer)).isFalse();
        assertThat(err.toString()).contains("nothing was done");
    }

    @Test
    void aScriptIsNotAsked() {
        assertThat(confirmed(false, "")).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void yesOnTheCommandLineIsEnough() {
        assertThat(confirmed(true, "", "--yes")).isTrue();
        assertThat(err.toString()).isEmpty();
    }

    @Command
    private static final class Options {
        @Mixin
        private final RequestOptions request = new RequestOptions();
    }

    private boolean confirmed(boolean inTerminal, String input, String... arguments) {
        Options options = new Options();
        new CommandLine(options).parseArgs(arguments);
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()), new PrintWriter(err, true), true, inTerminal, Abilities.ALL);
        return new Confirmation(terminal, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
                .given("Promote it?", options.request);
    }
}
