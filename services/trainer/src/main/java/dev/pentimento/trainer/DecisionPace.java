package dev.pentimento.trainer;

import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * When the trainer decides what to do. A busy stream brings labels with every poll, and a decision reads all that are
 * remembered; so labels alone lead to ten decisions a second at most. Not thread-safe.
 */
final class DecisionPace {
    private static final Duration AFTER_LABELS = Duration.ofMillis(100);

    private final InstantSource clock;
    private Instant latest = Instant.MIN;

    /** @param clock one that is never adjusted */
    DecisionPace(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Whether to decide now.
     *
     * @param polled what the latest poll brought; if nothing, labels of earlier polls may wait for a decision
     */
    boolean due(List<Received<SpecificRecord>> polled) {
        Instant now = clock.instant();
        boolean onlyLabels = !polled.isEmpty() && polled.stream().allMatch(record -> record.topic() == Topic.OUTCOMES);
        boolean due = !onlyLabels || !now.isBefore(latest.plus(AFTER_LABELS));
        if (due) {
            latest = now;
        }
        return due;
    }
}
