package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelVersion;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pentimento models}; its methods are the commands that ask the trainer for something. */
@Command(
        name = "models",
        description = "The registry of model versions: look at it, and ask the trainer to change it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListModelsCommand.class, ShowModelCommand.class, ImportCommand.class})
public final class ModelsCommand implements Runnable {
    private static final Duration TO_DECIDE = Duration.ofSeconds(30);
    private static final Duration TO_LEARN = Duration.ofMinutes(30);
    private static final String VERSION_ID = "Its id, or the begin of it.";

    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ModelsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    @Command(
            name = "promote",
            description = {
                "Make a version champion: from the next batch on it answers, and the one before is retired.",
                "The trainer decides; exit code 1 and its reason if it refuses."
            })
    int promote(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin RequestOptions requestOptions,
            @Parameters(paramLabel = "VERSION", description = VERSION_ID) String version) {
        try (Connection connection = connectionOptions.connect()) {
            PublishedVersions versions = PublishedVersions.read(connection, terminal::note);
            String wanted = versions.startingWith(version).getVersion();
            String question = "Promote version " + wanted + versions.inPlaceOfChampion() + "?";
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOutIfConfirmed(question, CommandKind.PROMOTE, wanted, TO_DECIDE);
        }
    }

    @Command(
            name = "rollback",
            description = {
                "Take the champion back: the version that was champion before it answers again.",
                "The trainer decides; exit code 1 and its reason if it refuses."
            })
    int rollBack(@Mixin ConnectionOptions connectionOptions, @Mixin RequestOptions requestOptions) {
        try (Connection connection = connectionOptions.connect()) {
            PublishedVersions versions = PublishedVersions.read(connection, terminal::note);
            String question = "Go back to the champion before" + versions.inPlaceOfChampion() + "?";
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOutIfConfirmed(question, CommandKind.ROLL_BACK, null, TO_DECIDE);
        }
    }

    @Command(
            name = "reject",
            description = {
                "Reject a version for ever: it is judged no longer. If it is the champion, the one before answers again.",
                "The trainer decides; exit code 1 and its reason if it refuses."
            })
    int reject(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin RequestOptions requestOptions,
            @Parameters(paramLabel = "VERSION", description = VERSION_ID) String version) {
        try (Connection connection = connectionOptions.connect()) {
            ModelVersion wanted =
                    PublishedVersions.read(connection, terminal::note).startingWith(version);
            String question =
                    "Reject version " + wanted.getVersion() + ", which is " + wanted.getStage() + ", for ever?";
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOutIfConfirmed(question, CommandKind.REJECT, wanted.getVersion(), TO_DECIDE);
        }
    }

    @Command(
            name = "retrain",
            description = {
                "Learn a correction for the champion's classifier from the labelled images of the stream, now.",
                "What its own validation does not accept is not published; exit code 1 then, with the figures."
            })
    int retrain(@Mixin ConnectionOptions connectionOptions, @Mixin RequestOptions requestOptions) {
        try (Connection connection = connectionOptions.connect()) {
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOut(CommandKind.RETRAIN, null, TO_LEARN);
        }
    }
}
