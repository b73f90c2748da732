package dev.pentimento.cli.deadletters;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento dead-letters}. */
@Command(
        name = "dead-letters",
        description = "What to do about records that could not be used; 'watch dead-letters' shows them.",
        subcommands = ResubmitCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    DeadLettersCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
