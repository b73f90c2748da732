package dev.pentimento.cli.models;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.options.DurationConverter;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.cli.output.EventPrinter;
import dev.pentimento.cli.process.TerminalCommand;
import dev.pentimento.cli.train.Publication;
import dev.pentimento.cli.train.PublicationOptions;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.PruneRequest;
import dev.pentimento.platform.trust.SigningKey;
import dev.pentimento.schemas.json.EventJson;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pentimento models}. Its methods are the commands that show versions or send requests to the trainer. */
@Command(
        name = "models",
        description = "Shows the model versions and sends requests to the trainer.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = ImportCommand.class)
public final class ModelsCommand extends TerminalCommand implements Runnable {
    private static final Duration TO_DECIDE = Duration.ofSeconds(30);
    /** The trainer makes the services try to load the version, for up to a minute. */
    private static final Duration TO_TRY = Duration.ofSeconds(90);

    private static final Duration TO_LEARN = Duration.ofMinutes(30);
    private static final String VERSION_ID = "Id of the version, or the beginning of the id.";
    private static final String TRAINER_DECIDES = "The trainer decides. If it refuses, the exit code is 1.";

    @Override
    public void run() {
        throw new UsageException("a command is missing");
    }

    @Command(
            name = "list",
            description = "Lists all model versions, oldest first, with their balanced accuracy on held-out data.")
    int list(
            @Mixin ConnectionOptions connectionOptions,
            @Option(names = "--json", description = "Print one JSON object per line instead of a table.")
                    boolean json) {
        try (Connection connection = connectionOptions.connect()) {
            List<ModelVersion> versions =
                    PublishedVersions.read(connection, terminal::note).oldestFirst();
            if (versions.isEmpty()) {
                terminal.note("no version has been published yet");
            }
            versions.forEach(EventPrinter.of(new VersionRows(), json, terminal));
        }
        return 0;
    }

    @Command(name = "show", description = "Shows the details of one model version.")
    int show(
            @Mixin ConnectionOptions connectionOptions,
            @Parameters(paramLabel = "VERSION", description = VERSION_ID) String version,
            @Option(names = "--json", description = "Print JSON.") boolean json) {
        try (Connection connection = connectionOptions.connect()) {
            ModelVersion found =
                    PublishedVersions.read(connection, terminal::note).startingWith(version);
            if (json) {
                terminal.out().println(EventJson.pretty(found));
            } else {
                VersionDetails.of(found).forEach((name, value) -> terminal.out().printf("%-14s %s%n", name, value));
            }
        }
        return 0;
    }

    /**
     * A change to the registry that the user must confirm.
     *
     * @param version null means the champion
     * @param force whether to promote a version that no service has loaded
     */
    private record Change(@Nullable String version, String question, boolean force) {
        Change(@Nullable String version, String question) {
            this(version, question, false);
        }
    }

    @Command(
            name = "promote",
            description = {
                "Makes a version the champion from the next batch on and retires the former champion.",
                "Embedding and evaluation must be able to load it: the trainer asks them and waits for up to a minute.",
                TRAINER_DECIDES
            })
    int promote(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin RequestOptions requestOptions,
            @Parameters(paramLabel = "VERSION", description = VERSION_ID) String version,
            @Option(
                            names = "--force",
                            description =
                                    "Promote the version even if no service has loaded it. Until an evaluation has,"
                                            + " the former champion answers.")
                    boolean force) {
        return change(connectionOptions, requestOptions, CommandKind.PROMOTE, versions -> {
            String id = versions.startingWith(version).getVersion();
            return new Change(id, "Promote version " + id + versions.inPlaceOfChampion() + "?", force);
        });
    }

    @Command(
            name = "rollback",
            description = {"Makes the former champion the champion again.", TRAINER_DECIDES})
    int rollBack(@Mixin ConnectionOptions connectionOptions, @Mixin RequestOptions requestOptions) {
        return change(
                connectionOptions,
                requestOptions,
                CommandKind.ROLL_BACK,
                versions -> new Change(null, "Go back to the former champion" + versions.inPlaceOfChampion() + "?"));
    }

    @Command(
            name = "reject",
            description = {
                "Rejects a version permanently: it is no longer used. If it is the champion, the former champion serves"
                        + " again.",
                TRAINER_DECIDES
            })
    int reject(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin RequestOptions requestOptions,
            @Parameters(paramLabel = "VERSION", description = VERSION_ID) String version) {
        return change(connectionOptions, requestOptions, CommandKind.REJECT, versions -> {
            ModelVersion wanted = versions.startingWith(version);
            return new Change(
                    wanted.getVersion(),
                    "Reject version " + wanted.getVersion() + ", which is " + wanted.getStage() + ", permanently?");
        });
    }

    @Command(
            name = "retrain",
            description = {
                "Trains a correction for the champion's classifier now, on the labelled images of the stream.",
                "If the correction fails its validation, nothing is published and the exit code is 1."
            })
    int retrain(@Mixin ConnectionOptions connectionOptions, @Mixin RequestOptions requestOptions) {
        try (Connection connection = connectionOptions.connect()) {
            return new TrainerRequest(connection, terminal, requestOptions)
                    .carryOut(CommandKind.RETRAIN, null, TO_LEARN);
        }
    }

    @Command(
            name = "sign",
            description = {
                "Signs a version that is published already, such as the champion before model.trusted.keys is set.",
                "Its stage and its files stay as they are. " + TRAINER_DECIDES
            })
    int sign(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin PublicationOptions publicationOptions,
            @Parameters(paramLabel = "VERSION", description = VERSION_ID) String version) {
        SigningKey key =
                publicationOptions.key().orElseThrow(() -> new UsageException("sign needs --signing-key FILE.pem"));
        try (Connection connection = connectionOptions.connect()) {
            ModelVersion found =
                    PublishedVersions.read(connection, terminal::note).startingWith(version);
            return new Publication(connection, terminal, publicationOptions).carryOut(key.sign(found), List.of())
                    ? 0
                    : 1;
        }
    }

    @Command(
            name = "prune",
            description = {
                "Deletes the files that only former versions use: versions that have been retired or rejected for long.",
                "The trainer does that by itself, after trainer.prune.after. The five latest retired versions keep their"
                        + " files."
            })
    int prune(
            @Mixin ConnectionOptions connectionOptions,
            @Mixin RequestOptions requestOptions,
            @Option(names = "--dry-run", description = "Only tell what would be deleted, and how many bytes.")
                    boolean dryRun,
            @Option(
                            names = "--older-than",
                            paramLabel = "DURATION",
                            converter = DurationConverter.class,
                            description =
                                    "How long a version must have been retired or rejected, such as 30d. Default: what"
                                            + " the trainer's setting trainer.prune.after says. Embeddings in the log"
                                            + " that wait for a deleted network become dead letters.")
                    @Nullable
                    Duration olderThan) {
        PruneRequest request = new PruneRequest(dryRun, olderThan == null ? null : olderThan.toMillis());
        try (Connection connection = connectionOptions.connect()) {
            TrainerRequest prune = new TrainerRequest(connection, terminal, requestOptions).pruning(request);
            return dryRun
                    ? prune.carryOut(CommandKind.REJECT, null, TO_DECIDE)
                    : prune.carryOutIfConfirmed(
                            "Delete the files that only former versions use?", CommandKind.REJECT, null, TO_DECIDE);
        }
    }

    private int change(
            ConnectionOptions connectionOptions,
            RequestOptions requestOptions,
            CommandKind kind,
            Function<PublishedVersions, Change> planned) {
        try (Connection connection = connectionOptions.connect()) {
            Change change = planned.apply(PublishedVersions.read(connection, terminal::note));
            return new TrainerRequest(connection, terminal, requestOptions)
                    .forced(change.force())
                    .carryOutIfConfirmed(
                            change.question(),
                            kind,
                            change.version(),
                            kind == CommandKind.PROMOTE ? TO_TRY : TO_DECIDE);
        }
    }
}
