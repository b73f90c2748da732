package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Events as bare Avro, which needs no schema registry, by the same settings that name Confluent's classes. */
public final class PlainAvro implements Serializer<Object>, Deserializer<Object> {
    /** Bytes for which the registry would have to be asked, and is away. */
    public static final byte[] AWAY = {'a', 'w', 'a', 'y'};

    /** Settings of an installation without a registry. */
    public static PlatformSettings settings() {
        return PlatformSettings.from(Settings.of(Map.of(
                "kafka.value.serializer", PlainAvro.class.getName(),
                "kafka.value.deserializer", PlainAvro.class.getName())));
    }

    /** Events of such an installation. */
    public static Events events() {
        return events(Map.of());
    }

    /** Events of such an installation with further settings. */
    static Events events(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putIfAbsent("kafka.value.serializer", PlainAvro.class.getName());
        all.putIfAbsent("kafka.value.deserializer", PlainAvro.class.getName());
        PlatformSettings settings = PlatformSettings.from(Settings.of(all));
        return new Events(settings, new Topics(settings));
    }

    @Override
    public byte[] serialize(String topic, Object event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<>(((SpecificRecord) event).getSchema()).write(event, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public Object deserialize(String topic, byte[] bytes) {
        if (java.util.Arrays.equals(bytes, AWAY)) {
            throw new TimeoutException("the registry is away");
        }
        Topic known = new Topics(settings()).topic(topic);
        try {
            return new SpecificDatumReader<>(known.schema())
                    .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("no event", e);
        }
    }

    @Override
    public void configure(Map<String, ?> settings, boolean key) {}

    @Override
    public void close() {}
}
