package dev.pentimento.cli.labels;

import dev.pentimento.cli.options.UsageException;
import picocli.CommandLine.Command;

/** {@code pentimento labels}. */
@Command(
        name = "labels",
        description = "Handles requests for labels. 'watch label-requests' shows them.",
        subcommands = TasksCommand.class,
        synopsisSubcommandLabel = "COMMAND")
public final class LabelsCommand implements Runnable {
    @Override
    public void run() {
        throw new UsageException("a command is missing");
    }
}
