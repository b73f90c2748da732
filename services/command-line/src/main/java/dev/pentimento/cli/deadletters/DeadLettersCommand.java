package dev.pentimento.cli.deadletters;

import dev.pentimento.cli.options.UsageException;
import picocli.CommandLine.Command;

/** {@code pentimento dead-letters}. */
@Command(
        name = "dead-letters",
        description =
                "Handles dead letters, which are records that could not be used. 'watch dead-letters' shows them.",
        subcommands = ResubmitCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class DeadLettersCommand implements Runnable {
    @Override
    public void run() {
        throw new UsageException("a command is missing");
    }
}
