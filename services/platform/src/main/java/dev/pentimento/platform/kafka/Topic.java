package dev.pentimento.platform.kafka;

import dev.pentimento.events.ArtifactChunk;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import java.util.Map;
import org.apache.avro.Schema;

/** The topics of the system, how they are spread and how they are cleaned. */
public enum Topic {
    IMAGES(
            "images",
            Image.SCHEMA$,
            Spread.PARTITIONED,
            Map.of("cleanup.policy", "delete", "max.message.bytes", Topic.MAX_RECORD)),
    LABELS("labels", Label.SCHEMA$, Spread.PARTITIONED, Map.of("cleanup.policy", "delete")),
    EMBEDDINGS(
            "embeddings",
            EmbeddingBatch.SCHEMA$,
            Spread.PARTITIONED,
            Map.of("cleanup.policy", "delete", "max.message.bytes", Topic.MAX_RECORD)),
    PREDICTIONS("predictions", Prediction.SCHEMA$, Spread.PARTITIONED, Map.of("cleanup.policy", "delete")),
    OUTCOMES("outcomes", Outcome.SCHEMA$, Spread.PARTITIONED, Map.of("cleanup.policy", "delete")),
    PREDICTION_QUALITY(
            "prediction-quality",
            QualityWindow.SCHEMA$,
            Spread.SINGLE,
            Map.of("cleanup.policy", "compact,delete", "max.message.bytes", Topic.MAX_RECORD)),
    EMBEDDING_DRIFT("embedding-drift", DriftWindow.SCHEMA$, Spread.SINGLE, Map.of("cleanup.policy", "compact,delete")),
    MODEL_VERSIONS("model-versions", ModelVersion.SCHEMA$, Spread.SINGLE, Map.of("cleanup.policy", "compact")),
    MODEL_ARTIFACTS(
            "model-artifacts",
            ArtifactChunk.SCHEMA$,
            Spread.SINGLE,
            Map.of("cleanup.policy", "compact", "max.message.bytes", Topic.MAX_RECORD)),
    MODEL_COMMANDS("model-commands", ModelCommand.SCHEMA$, Spread.SINGLE, Map.of("cleanup.policy", "delete")),
    DEAD_LETTERS(
            "dead-letters",
            DeadLetter.SCHEMA$,
            Spread.PARTITIONED,
            Map.of("cleanup.policy", "delete", "max.message.bytes", Topic.MAX_RECORD));

    /** 16 MiB for the value, and room for key, headers and the batch's frame. */
    public static final int MAX_RECORD_BYTES = 16 * 1024 * 1024 + 64 * 1024;

    private static final String MAX_RECORD = "" + MAX_RECORD_BYTES;

    private final String baseName;
    private final Schema schema;
    private final Spread spread;
    private final Map<String, String> configuration;

    Topic(String baseName, Schema schema, Spread spread, Map<String, String> configuration) {
        this.baseName = baseName;
        this.schema = schema;
        this.spread = spread;
        this.configuration = configuration;
    }

    /** The name without the prefix that an installation may set. */
    public String baseName() {
        return baseName;
    }

    /** Schema of the topic's events. */
    public Schema schema() {
        return schema;
    }

    public boolean partitioned() {
        return spread == Spread.PARTITIONED;
    }

    /** What the topic needs of the broker's settings for topics. */
    public Map<String, String> configuration() {
        return configuration;
    }

    /** Over the configured number of partitions, or one partition where the order of all records matters. */
    private enum Spread {
        PARTITIONED,
        SINGLE
    }
}
