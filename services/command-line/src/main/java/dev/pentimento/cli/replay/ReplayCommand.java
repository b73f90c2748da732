package dev.pentimento.cli.replay;

import dev.pentimento.cli.connection.ConnectedCommand;
import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.PublishedVersions;
import dev.pentimento.cli.options.TimeConverter;
import dev.pentimento.cli.options.UsageException;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.replay.TimeRange;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.learning.device.TorchEngine;
import dev.pentimento.platform.models.ArtifactException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pentimento replay}. */
@Command(
        name = "replay",
        description = {
            "Evaluates a version on images that are already in the log. The live results do not change.",
            "It uses the recorded embeddings and labels. For a version that was live, the figures equal the live ones."
        })
public final class ReplayCommand extends ConnectedCommand implements Callable<Integer> {
    @Option(
            names = "--model-version",
            paramLabel = "V",
            description = "Id of the version, or the beginning of the id. Required.")
    private @Nullable String version;

    @Option(
            names = "--version",
            paramLabel = "V",
            arity = "0..1",
            fallbackValue = "",
            hidden = true,
            description = "Former name of --model-version. Without a value, shows the versions and exits.")
    private @Nullable String former;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description =
                    "Start of the range, such as 2026-03-01, 2026-03-01T08:00:00Z, or -2h: two hours ago. Without an"
                            + " offset, UTC. Default: the first image.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "End of the range, exclusive. Default: the last image.")
    private @Nullable Instant to;

    @Option(
            names = "--from-images",
            description = "Embed the images again, for a version whose encoder was not in use at that time.")
    private boolean fromImages;

    @Option(names = "--json", description = "Print the report as one JSON object instead of a table.")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets it
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws ArtifactException {
        if (former != null && former.isEmpty()) {
            spec.commandLine().printVersionHelp(terminal.out());
            return 0;
        }
        String id = version == null ? former : version;
        if (id == null) {
            throw new UsageException("Missing required option: '--model-version=V'");
        }
        TimeRange range = range();
        try (Connection connection = connectionOptions.connect()) {
            EvaluationSettings evaluation =
                    EvaluationSettings.from(connectionOptions.settings(), connection.settings());
            EmbeddingSettings embedding = EmbeddingSettings.from(connectionOptions.settings());
            ModelVersion chosen =
                    PublishedVersions.read(connection, terminal::note).startingWith(id);
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
            throw new UsageException("--to must be after --from: " + from + " to " + to);
        }
    }
}
