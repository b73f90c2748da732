package dev.pentimento.dashboard.topics;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.kafka.Topic;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;

/** A topic that the page follows. {@code images} and {@code embeddings} are not among them: heavy data stays there. */
public enum FollowedTopic {
    QUALITY(Topic.PREDICTION_QUALITY, QualityWindow.class, true),
    DRIFT(Topic.EMBEDDING_DRIFT, DriftWindow.class, true),
    VERSIONS(Topic.MODEL_VERSIONS, ModelVersion.class, true),
    COMMANDS(Topic.MODEL_COMMANDS, ModelCommand.class, true),
    DEAD_LETTERS(Topic.DEAD_LETTERS, DeadLetter.class, true),
    PREDICTIONS(Topic.PREDICTIONS, Prediction.class, false),
    OUTCOMES(Topic.OUTCOMES, Outcome.class, false);

    private final Topic topic;
    private final Class<? extends SpecificRecord> type;
    private final boolean whole;

    FollowedTopic(Topic topic, Class<? extends SpecificRecord> type, boolean whole) {
        this.topic = topic;
        this.type = type;
        this.whole = whole;
    }

    static FollowedTopic of(Topic topic) {
        return Arrays.stream(values())
                .filter(followed -> followed.topic == topic)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(topic + " is not followed"));
    }

    public Topic topic() {
        return topic;
    }

    public Class<? extends SpecificRecord> type() {
        return type;
    }

    /** Whether it is read from its beginning; else only its tail. */
    boolean whole() {
        return whole;
    }
}
