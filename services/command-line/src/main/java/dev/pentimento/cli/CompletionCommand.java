package dev.pentimento.cli;

import dev.pentimento.cli.process.TerminalCommand;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pentimento completion}. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options in bash and zsh.",
            "To use it in this shell: source <(./pentimento completion)"
        })
final class CompletionCommand extends TerminalCommand implements Runnable {
    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        terminal.out().print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        terminal.out().flush();
    }
}
