package dev.pentimento.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.process.Terminal;
import dev.pentimento.cli.process.TerminalCapabilities;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PentimentoTest {
    @Test
    void everyCommandHelpsAndTellsItsVersion() {
        for (String[] command : commands()) {
            CommandRun help = CommandRun.of(with(command, "--help"));
            CommandRun version = CommandRun.of(with(command, "-V"));

            assertThat(help.exitCode()).as(String.join(" ", command)).isZero();
            assertThat(help.out()).contains("Usage: ");
            assertThat(help.err()).isEmpty();
            assertThat(version.exitCode()).isZero();
            assertThat(version.out()).matches("(?s)pentimento \\d+\\.\\d+.*Kafka \\d.*");
        }
    }

    @Test
    void everyOptionAndCommandIsDescribed() {
        for (CommandLine command : commandLines()) {
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(command.getCommandSpec().qualifiedName())
                    .isNotEmpty();
            assertThat(command.getCommandSpec().args())
                    .allSatisfy(argument -> assertThat(argument.description())
                            .as(argument.toString())
                            .isNotEmpty());
        }
    }

    @Test
    void aWrongUseIsExplainedInOneSentenceAndExitsWithTwo() {
        CommandRun run = CommandRun.of("wach");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("pentimento: ").contains("'wach'").contains("Try 'pentimento --help'.");
    }

    @Test
    void aMissingCommandIsAWrongUse() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("pentimento: a command is missing");
    }

    @Test
    void anUnknownLogLevelStopsTheStart() {
        CommandRun run = CommandRun.in(Map.of("PENTIMENTO_LOG", "loud"), "--version");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualToIgnoringNewLines(
                        "pentimento: PENTIMENTO_LOG is 'loud' but must be one of trace, debug, info, warn, error");
    }

    private static List<String[]> commands() {
        return commandLines().stream()
                .map(command -> command.getCommandSpec().qualifiedName().split(" "))
                .map(words -> List.of(words).subList(1, words.length).toArray(String[]::new))
                .toList();
    }

    private static List<CommandLine> commandLines() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Deque<CommandLine> open = new ArrayDeque<>();
        open.add(Pentimento.commandLine(new Terminal(nowhere, nowhere, false, false, TerminalCapabilities.ALL)));
        List<CommandLine> all = new ArrayList<>();
        while (!open.isEmpty()) {
            CommandLine command = open.remove();
            all.add(command);
            open.addAll(command.getSubcommands().values());
        }
        return all;
    }

    private static String[] with(String[] command, String option) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add(option);
        return arguments.toArray(String[]::new);
    }
}
