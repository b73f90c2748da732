package dev.pentimento.platform.kafka;

import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Notification;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The topics of the system: their events, partitions and clean-up. */
public enum Topic {
    IMAGES(Image.class, Spread.PARTITIONED, "delete", Size.LARGE),
    LABELS(Label.class, Spread.PARTITIONED, "delete", Size.ORDINARY),
    EMBEDDINGS(EmbeddingBatch.class, Spread.PARTITIONED, "delete", Size.LARGE),
    PREDICTIONS(Prediction.class, Spread.PARTITIONED, "delete", Size.ORDINARY),
    OUTCOMES(Outcome.class, Spread.PARTITIONED, "delete", Size.ORDINARY),
    PREDICTION_QUALITY(QualityWindow.class, Spread.SINGLE, "compact,delete", Size.LARGE),
    EMBEDDING_DRIFT(DriftWindow.class, Spread.SINGLE, "compact,delete", Size.ORDINARY),
    LABEL_REQUESTS(LabelRequest.class, Spread.PARTITIONED, "delete", Size.ORDINARY),
    MODEL_CANDIDATES(ModelCandidate.class, Spread.SINGLE, "delete", Size.ORDINARY),
    MODEL_VERSIONS(ModelVersion.class, Spread.SINGLE, "compact", Size.ORDINARY),
    MODEL_ARTIFACTS(ArtifactChunk.class, Spread.SINGLE, "compact", Size.LARGE),
    MODEL_COMMANDS(ModelCommand.class, Spread.SINGLE, "delete", Size.ORDINARY),
    DEAD_LETTERS(DeadLetter.class, Spread.PARTITIONED, "delete", Size.LARGE),
    ALARM_DECISIONS(AlarmDecision.class, Spread.SINGLE, "compact", Size.ORDINARY),
    NOTIFICATIONS(Notification.class, Spread.SINGLE, "compact", Size.ORDINARY);

    private final String baseName = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Class<? extends SpecificRecord> type;
    private final Spread spread;
    private final String cleanup;
    private final Size size;

    Topic(Class<? extends SpecificRecord> type, Spread spread, String cleanup, Size size) {
        this.type = type;
        this.spread = spread;
        this.cleanup = cleanup;
        this.size = size;
    }

    /** The name without the prefix that an installation may set. */
    public String baseName() {
        return baseName;
    }

    /** Class of the topic's events. */
    public Class<? extends SpecificRecord> type() {
        return type;
    }

    /** Schema of the topic's events. */
    public Schema schema() {
        return SpecificData.get().getSchema(type);
    }

    public boolean partitioned() {
        return spread == Spread.PARTITIONED;
    }

    /** Kafka's {@code cleanup.policy}. */
    public String cleanup() {
        return cleanup;
    }

    /**
     * Whether its records may be as large as {@code topic.max.message.bytes}, and not only as large as the broker's
     * default.
     */
    public boolean large() {
        return size == Size.LARGE;
    }

    /** The configured number of partitions, or one partition if the order of all records matters. */
    private enum Spread {
        PARTITIONED,
        SINGLE
    }

    private enum Size {
        LARGE,
        ORDINARY
    }
}
