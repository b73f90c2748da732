package dev.pentimento.cli;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.process.TerminalCommand;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pentimento help}. Picocli's own does not take our options that every command has. */
@Command(name = "help", description = "Shows the help of a command.")
final class HelpCommand extends TerminalCommand implements Runnable {
    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command. Default: lists all commands.")
    private List<String> words = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine found = spec.root().commandLine();
        for (String word : words) {
            CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw new UsageException("there is no command '" + word + "'");
            }
            found = next;
        }
        found.usage(terminal.out(), CommandLine.Help.defaultColorScheme(terminal.ansi()));
    }
}
