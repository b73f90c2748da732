package dev.pentimento.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento models}. */
@Command(
        name = "models",
        description = "The registry of model versions: look at it, and ask the trainer to change it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListModelsCommand.class,
            ShowModelCommand.class,
            PromoteCommand.class,
            RollBackCommand.class,
            RejectCommand.class,
            RetrainCommand.class
        })
public final class ModelsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
