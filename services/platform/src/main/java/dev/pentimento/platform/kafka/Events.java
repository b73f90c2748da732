package dev.pentimento.platform.kafka;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.schemas.UnknownSchemaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Events as bytes and back, in Confluent's wire format. The classes are settings ({@code kafka.value.serializer},
 * {@code kafka.value.deserializer}), so that an installation with Confluent's jars may name Confluent's. Thread-safe.
 */
public final class Events implements AutoCloseable {
    static final Set<String> SERDE_SETTINGS = Set.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private final Topics topics;
    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    public Events(PlatformSettings settings, Topics topics) {
        GeneratedClasses.trust(); // for serializers that are not ours
        this.topics = topics;
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put("specific.avro.reader", true);
        serializer = instance(properties, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, AvroSerializer.class);
        deserializer = instance(properties, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, AvroDeserializer.class);
        serializer.configure(properties, false);
        deserializer.configure(properties, false);
    }

    /** The event's bytes, its schema registered under the topic's subject where it is new. */
    public byte[] write(Topic topic, SpecificRecord event) {
        return serializer.serialize(topics.name(topic), event);
    }

    /**
     * Reads an event.
     *
     * @param type class that the topic's events have
     * @throws UnusableRecordException if the bytes are no such event
     * @throws RetriableException if the registry cannot be asked at the moment: the record may be fine
     */
    public <T extends SpecificRecord> T read(Topic topic, byte @Nullable [] bytes, Class<T> type)
            throws UnusableRecordException {
        if (bytes == null) {
            throw new UnusableRecordException(DeadLetterReason.UNDECODABLE_RECORD, "the record has no value");
        }
        Object event;
        try {
            event = deserializer.deserialize(topics.name(topic), bytes);
        } catch (UnknownSchemaException e) {
            throw new UnusableRecordException(DeadLetterReason.UNKNOWN_SCHEMA, describe(e));
        } catch (SerializationException e) {
            throw new UnusableRecordException(DeadLetterReason.UNDECODABLE_RECORD, describe(e));
        }
        if (!type.isInstance(event)) {
            throw new UnusableRecordException(
                    DeadLetterReason.UNDECODABLE_RECORD,
                    "expected a " + type.getSimpleName() + ", found "
                            + (event == null ? "nothing" : event.getClass().getSimpleName()));
        }
        return type.cast(event);
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }

    @SuppressWarnings("unchecked")
    private static <T> T instance(Map<String, Object> properties, String setting, Class<? extends T> standard) {
        Object named = properties.get(setting);
        if (named == null) {
            return (T) Utils.newInstance(standard);
        }
        try {
            return (T) Utils.newInstance(named.toString(), Object.class);
        } catch (ClassNotFoundException | KafkaException | ClassCastException e) {
            throw new SettingsException("kafka." + setting + ": cannot load " + named
                    + "; is its jar on the class path? " + e.getMessage());
        }
    }

    private static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder(String.valueOf(failure.getMessage()));
        Throwable cause = failure.getCause();
        if (cause != null && cause.getMessage() != null) {
            text.append(": ").append(cause.getMessage());
        }
        return text.toString();
    }
}
