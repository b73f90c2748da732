package dev.pentimento.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DecisionPaceTest {
    private Instant now = Instant.EPOCH;
    private final DecisionPace pace = new DecisionPace(() -> now);

    private static List<Received<SpecificRecord>> records(Topic... topics) {
        return Arrays.stream(topics)
                .map(topic -> new Received<SpecificRecord>(
                        topic, new ConsumerRecord<>("any", 0, 0, null, new byte[0]), Optional.empty()))
                .toList();
    }

    @Test
    void labelsAloneWaitForTheirTurn() {
        assertThat(pace.due(records(Topic.OUTCOMES))).isTrue();
        assertThat(pace.due(records(Topic.OUTCOMES, Topic.OUTCOMES))).isFalse();
        now = now.plusMillis(99);
        assertThat(pace.due(records(Topic.OUTCOMES))).isFalse();
        now = now.plusMillis(1);
        assertThat(pace.due(records(Topic.OUTCOMES))).isTrue();
        assertThat(pace.due(records(Topic.OUTCOMES))).isFalse();
    }

    @Test
    void anythingElseIsDecidedAtOnce() {
        assertThat(pace.due(records(Topic.OUTCOMES))).isTrue();
        assertThat(pace.due(records(Topic.OUTCOMES, Topic.MODEL_COMMANDS))).isTrue();
        assertThat(pace.due(records(Topic.EMBEDDING_DRIFT))).isTrue();
    }

    @Test
    void labelsBeforeAQuietMomentAreDecidedThen() {
        assertThat(pace.due(records(Topic.OUTCOMES))).isTrue();
        assertThat(pace.due(records(Topic.OUTCOMES))).isFalse();
        assertThat(pace.due(List.of())).isTrue();
    }
}
