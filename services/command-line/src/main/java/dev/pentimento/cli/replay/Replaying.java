package dev.pentimento.cli.replay;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ReadingProgress;
import dev.pentimento.cli.connection.RecordedRange;
import dev.pentimento.cli.process.Terminal;
import dev.pentimento.embedding.EmbeddingSettings;
import dev.pentimento.embedding.Reembedding;
import dev.pentimento.evaluation.EvaluationSettings;
import dev.pentimento.evaluation.replay.Replay;
import dev.pentimento.evaluation.replay.TimeRange;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.models.ArtifactException;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.time.RecordTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Reads the data for a replay from the topics. */
final class Replaying {
    private final Connection connection;
    private final EvaluationSettings evaluation;
    private final EmbeddingSettings embedding;
    private final Terminal terminal;

    Replaying(Connection connection, EvaluationSettings evaluation, EmbeddingSettings embedding, Terminal terminal) {
        this.connection = connection;
        this.evaluation = evaluation;
        this.embedding = embedding;
        this.terminal = terminal;
    }

    Replayed replay(ModelVersion version, TimeRange range, boolean fromImages) throws ArtifactException {
        ServiceContext context = new ServiceContext(
                connection.settings(),
                connection.clients(),
                connection.topics(),
                connection.events(),
                new SimpleMeterRegistry(),
                new Health(),
                InstantSource.system());
        ReadingProgress progress = new ReadingProgress(terminal);
        RecordedRange log = new RecordedRange(connection, progress);
        Instant from = recordsFrom(range);
        try (Replay replay = Replay.of(context, evaluation.quality(), evaluation.eventTime(), version, range)) {
            log.read(Topic.OUTCOMES, Outcome.class, from, terminal::note, replay::label);
            long unusable = 0;
            if (fromImages) {
                try (Reembedding reembedding = Reembedding.of(context, embedding, version)) {
                    log.read(
                            Topic.IMAGES,
                            from,
                            records -> reembedding.embed(records).forEach(replay::judge));
                    unusable = reembedding.unusable();
                }
            } else {
                log.read(Topic.EMBEDDINGS, EmbeddingBatch.class, from, terminal::note, replay::judge);
            }
            progress.clear();
            return new Replayed(version.getVersion(), range, fromImages, unusable, replay.report());
        }
    }

    /**
     * An image's time may be ahead of its record's timestamp, within the accepted range, and if the writer's clock was
     * behind.
     */
    private Instant recordsFrom(TimeRange range) {
        Duration ahead = evaluation.captureMostAhead().plus(RecordTime.WRONG_CLOCK);
        return range.from().isAfter(Instant.EPOCH.plus(ahead)) ? range.from().minus(ahead) : Instant.EPOCH;
    }
}
