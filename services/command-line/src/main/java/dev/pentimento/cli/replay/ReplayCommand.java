package dev.pentimento.cli.replay;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionOptions;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.TimeRange;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.models.ArtifactException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pentimento replay}. */
@Command(
        name = "replay",
        description = {
            "Evaluate a version on images that are in the log already, beside the live results.",
            "By the embeddings and labels on record; where the version answered live, with the figures of the live run."
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Option(names = "--version", paramLabel = "V", required = true, description = "The version, or how its id begins.")
    private String version = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "First moment of the images' time, such as 2026-03-01T08:00:00Z; else from the first image on.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "First moment that is out again; else to the end.")
    private @Nullable Instant to;

    @Option(
            names = "--from-images",
            description = "Embed the images anew, for a version whose encoder did not serve at the time.")
    private boolean fromImages;

    @Option(names = "--json", description = "The report as one JSON object instead of a table.")
    private boolean json;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ArtifactException {
        TimeRange range = range();
        try (Connection connection = connectionOptions.connect()) {
            EvaluationSettings evaluation =
                    EvaluationSettings.from(connectionOptions.settings(), connection.settings());
            EmbeddingSettings embedding = EmbeddingSettings.from(connectionOptions.settings());
            ModelVersion chosen =
                    PublishedVersions.read(connection, terminal::note).startingWith(version);
            TorchEngine.start(connection.settings().engineThreads());
            Replayed replayed =
                    new Replaying(connection, evaluation, embedding, terminal).replay(chosen, range, fromImages);
            replayed.print(terminal, json);
            return replayed.report().images() == 0 ? 1 : 0;
        }
    }

    private TimeRange range() {
        try {
            return new TimeRange(from == null ? TimeRange.ALL.from() : from, to == null ? TimeRange.ALL.to() : to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--to must be after --from: " + from + " to " + to);
        }
    }
}
