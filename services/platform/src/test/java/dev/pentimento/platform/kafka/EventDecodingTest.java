package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.events.Label;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.junit.jupiter.api.Test;

class EventDecodingTest {
    private final Events events = PlainAvro.events();
    private final List<String> passedOver = new ArrayList<>();
    private final EventDecoding<SpecificRecord> decoding = new EventDecoding<>(
            events,
            new Topics(PlainAvro.settings()),
            SpecificRecord.class,
            (topic, record, reason) -> passedOver.add(topic + ": " + UnusableRecords.description(record, reason)));

    @Test
    void aRecordBecomesTheEventOfItsTopic() {
        Label label = Label.newBuilder()
                .setImageId("a")
                .setLabel("cat")
                .setLabelledAt(Instant.EPOCH)
                .build();

        Received<SpecificRecord> received = decoding.decode(
                        record("labels", "a".getBytes(), events.write(Topic.LABELS, label)))
                .orElseThrow();

        assertThat(received.topic()).isEqualTo(Topic.LABELS);
        assertThat(received.key()).isEqualTo("a");
        assertThat(received.event()).contains(label);
        assertThat(received.record().offset()).isEqualTo(5);
    }

    @Test
    void aRecordWithoutAValueHasNoEvent() {
        Received<SpecificRecord> received =
                decoding.decode(record("model-versions", null, null)).orElseThrow();

        assertThat(received.event()).isEmpty();
        assertThat(received.key()).isEmpty();
        assertThat(passedOver).isEmpty();
    }

    @Test
    void whatCannotBeDecodedIsPassedOverWithItsPlace() {
        assertThat(decoding.decode(record("labels", null, new byte[] {1}))).isEmpty();

        assertThat(passedOver).singleElement().asString().startsWith("LABELS: skipped offset 5 of labels-2: no event");
    }

    @Test
    void whileTheRegistryIsAwayNothingIsPassedOver() {
        assertThatThrownBy(() -> decoding.decode(record("labels", null, PlainAvro.AWAY)))
                .isInstanceOf(RetriableException.class);
        assertThat(passedOver).isEmpty();
    }

    @Test
    void aTopicOfSomebodyElseIsAMistake() {
        assertThatThrownBy(() -> decoding.decode(record("theirs", null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("theirs");
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
        return new ConsumerRecord<>(topic, 2, 5, key, value);
    }
}
