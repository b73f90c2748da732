package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.events.Label;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.SettingsException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    private final Events events = PlainAvro.events();
    private final Label label = new Label("a", "cat", Instant.EPOCH, "nurse", false);

    @Test
    void anEventIsReadAsItWasWritten() throws UnusableRecordException {
        assertThat(events.read(Topic.LABELS, events.write(Topic.LABELS, label), Label.class))
                .isEqualTo(label);
    }

    /** Reads a label from anything, unless a header says which schema it has. */
    public static final class WithoutSchemaHeader implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] data) {
            return new Label("a", "cat", Instant.EPOCH, "nurse", false);
        }

        @Override
        public Object deserialize(String topic, Headers headers, byte[] data) {
            if (headers.lastHeader("__value_schema_id") != null) {
                throw new SerializationException("another schema");
            }
            return deserialize(topic, data);
        }
    }

    @Test
    void aDeadLetterIsReadByItsOwnSchemaNotByThatOfTheRecordInIt() throws UnusableRecordException {
        Events reading = PlainAvro.events(Map.of("kafka.value.deserializer", WithoutSchemaHeader.class.getName()));
        ConsumerRecord<byte[], byte[]> record = received(new byte[] {1}, new byte[] {1});
        record.headers()
                .add("__value_schema_id", new byte[17]); // a dead letter has the headers of the record that it holds

        assertThat(reading.readRecord(Topic.DEAD_LETTERS, record, Label.class)).isEqualTo(label);
        assertThatThrownBy(() -> reading.readRecord(Topic.LABELS, record, Label.class))
                .isInstanceOf(UnusableRecordException.class);
    }

    @Test
    void aRecordWithoutAValueIsNoEvent() {
        assertThatThrownBy(() -> events.read(Topic.LABELS, null, Label.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessage("the record has no value")
                .asInstanceOf(type(UnusableRecordException.class))
                .returns(DeadLetterReason.UNDECODABLE_RECORD, UnusableRecordException::reason);
    }

    @Test
    void bytesThatAreNoEventSayWhy() {
        assertThatThrownBy(() -> events.read(Topic.LABELS, new byte[] {1}, Label.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageStartingWith("no event: ")
                .asInstanceOf(type(UnusableRecordException.class))
                .returns(DeadLetterReason.UNDECODABLE_RECORD, UnusableRecordException::reason);
    }

    @Test
    void anEventOfAnotherTypeIsNamedWithTheOneThatWasExpected() {
        byte[] bytes = events.write(Topic.LABELS, label);

        assertThatThrownBy(() -> events.read(Topic.LABELS, bytes, Image.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessage("expected a Image, found Label");
    }

    @Test
    void aRegistryThatIsAwaySaysNothingAboutTheRecord() {
        assertThatThrownBy(() -> events.read(Topic.LABELS, PlainAvro.AWAY, Label.class))
                .isInstanceOf(RetriableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no.such.Class", "java.lang.String"})
    void aClassThatIsNoSerializerIsNamedWithItsSetting(String name) {
        PlatformSettings settings = PlatformSettings.from(Settings.of(Map.of("kafka.value.serializer", name)));

        assertThatThrownBy(() -> {
                    try (Events unusable = new Events(settings, new Topics(settings))) {
                        unusable.write(Topic.LABELS, label);
                    }
                })
                .isInstanceOfAny(SettingsException.class, ClassCastException.class)
                .hasMessageContaining(name);
    }

    @Test
    void rawImagesAreReadAsTheyAreWritten() throws UnusableRecordException {
        Events raw = PlainAvro.events(Map.of("images.format", "raw", "images.source.header", "camera"));
        Image image = Image.newBuilder()
                .setId("Käfer 1")
                .setContent(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setSource("line 7")
                .build();

        ProducerRecord<byte[], byte[]> sent = raw.record(Topic.IMAGES, "ignored", image);

        assertThat(sent.key()).isEqualTo("Käfer 1".getBytes(StandardCharsets.UTF_8));
        assertThat(sent.value()).containsExactly(1, 2, 3);
        assertThat(sent.headers().lastHeader("camera").value()).isEqualTo("line 7".getBytes(StandardCharsets.UTF_8));
        ConsumerRecord<byte[], byte[]> received = received(sent.key(), sent.value());
        assertThat(raw.readRecord(Topic.IMAGES, received, Image.class).getSource())
                .isNull();
        received.headers().add(sent.headers().lastHeader("camera"));
        assertThat(raw.readRecord(Topic.IMAGES, received, Image.class)).isEqualTo(image);
    }

    @Test
    void rawImagesNeedAKeyInUtf8() {
        Events raw = PlainAvro.events(Map.of("images.format", "raw"));

        assertThatThrownBy(() -> raw.readRecord(Topic.IMAGES, received(null, new byte[] {1}), Image.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessageContaining("the record has no key");
        assertThatThrownBy(() -> raw.readRecord(Topic.IMAGES, received(new byte[] {-1}, new byte[] {1}), Image.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessage("the key is not text in UTF-8");
        assertThatThrownBy(() -> raw.readRecord(Topic.IMAGES, received(new byte[] {'a'}, null), Image.class))
                .isInstanceOf(UnusableRecordException.class)
                .hasMessage("the record has no value");
    }

    @Test
    void otherTopicsStayEventsBesideRawImages() throws UnusableRecordException {
        Events raw = PlainAvro.events(Map.of("images.format", "raw"));

        ProducerRecord<byte[], byte[]> sent = raw.record(Topic.LABELS, "a", label);

        assertThat(raw.readRecord(Topic.LABELS, received(sent.key(), sent.value()), Label.class))
                .isEqualTo(label);
    }

    private static ConsumerRecord<byte[], byte[]> received(byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>("images", 0, 0, key, value);
    }
}
