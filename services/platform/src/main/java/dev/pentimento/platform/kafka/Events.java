package dev.pentimento.platform.kafka;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.platform.failures.Causes;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.SettingsException;
import dev.pentimento.schemas.AvroDeserializer;
import dev.pentimento.schemas.AvroSerializer;
import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Converts events to bytes and back, in Confluent's wire format. Settings ({@code kafka.value.serializer},
 * {@code kafka.value.deserializer}) may name other classes, such as Confluent's own. Thread-safe.
 */
public final class Events implements AutoCloseable {
    static final Set<String> SERDE_SETTINGS = Set.of(
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    private static final Headers NO_HEADERS = new RecordHeaders();

    private final Topics topics;
    private final SchemaRegistryClient registry;
    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;
    private final Optional<RawImages> rawImages;

    public Events(PlatformSettings settings, Topics topics) {
        GeneratedClasses.trust(); // for serializers that are not ours
        this.topics = topics;
        rawImages = settings.images().raw()
                ? Optional.of(new RawImages(settings.images().sourceHeader()))
                : Optional.empty();
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put("specific.avro.reader", true);
        registry = new SchemaRegistryClient(RegistrySettings.of(properties));
        serializer = instance(
                properties, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, () -> new AvroSerializer<>(registry));
        deserializer = instance(
                properties, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, () -> new AvroDeserializer<>(registry));
        serializer.configure(properties, false);
        deserializer.configure(properties, false);
    }

    /** Known schemas are written and read without another request to the registry. */
    public SchemaRegistryClient registry() {
        return registry;
    }

    /** Returns the event's bytes. A new schema is registered under the topic's subject. */
    public byte[] write(Topic topic, SpecificRecord event) {
        return serializer.serialize(topics.name(topic), event);
    }

    /** The event as a record of its topic, in the format of that topic. */
    public ProducerRecord<byte[], byte[]> record(Topic topic, String key, SpecificRecord event) {
        if (event instanceof Image image && rawImages.isPresent()) {
            return rawImages.get().record(topics.name(topic), image);
        }
        return new ProducerRecord<>(topics.name(topic), key.getBytes(StandardCharsets.UTF_8), write(topic, event));
    }

    /** A record that deletes the event with this key from a compacted topic. */
    ProducerRecord<byte[], byte[]> deletion(Topic topic, String key) {
        return new ProducerRecord<>(topics.name(topic), key.getBytes(StandardCharsets.UTF_8), null);
    }

    /**
     * Reads an event.
     *
     * @param type class of the topic's events
     * @throws UnusableRecordException if the bytes are not such an event
     * @throws RetriableException if the registry does not answer, or does not state whether it has the schema: the
     *     record may be valid
     */
    public <T extends SpecificRecord> T read(Topic topic, byte @Nullable [] bytes, Class<T> type)
            throws UnusableRecordException {
        return read(topic, NO_HEADERS, bytes, type);
    }

    /**
     * Reads the event of a record, as {@link #read(Topic, byte[], Class)} does, in the format of its topic.
     *
     * @throws UnusableRecordException if the record does not contain such an event
     */
    public <T extends SpecificRecord> T readRecord(Topic topic, ConsumerRecord<byte[], byte[]> record, Class<T> type)
            throws UnusableRecordException {
        return topic == Topic.IMAGES && rawImages.isPresent()
                ? type.cast(rawImages.get().image(record))
                : read(topic, topic == Topic.DEAD_LETTERS ? NO_HEADERS : record.headers(), record.value(), type);
    }

    /**
     * Reads an event, as {@link #read(Topic, byte[], Class)} does.
     *
     * @param headers of the record, which may name its schema
     */
    public <T extends SpecificRecord> T read(Topic topic, Headers headers, byte @Nullable [] bytes, Class<T> type)
            throws UnusableRecordException {
        if (bytes == null) {
            throw new UnusableRecordException(DeadLetterReason.UNDECODABLE_RECORD, "the record has no value");
        }
        Object event;
        try {
            event = deserializer.deserialize(topics.name(topic), headers, bytes);
        } catch (UnknownSchemaException e) {
            throw new UnusableRecordException(DeadLetterReason.UNKNOWN_SCHEMA, describe(e));
        } catch (RegistryRefusedException e) {
            throw new RegistryUnreachableException("the schema of a record cannot be asked for: " + e.getMessage(), e);
        } catch (SerializationException e) {
            if (isOfTheNetwork(e)) {
                throw new RegistryUnreachableException("the schema registry does not answer: " + describe(e), e);
            }
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
    private static <T> T instance(Map<String, Object> properties, String setting, Supplier<T> standard) {
        Object named = properties.get(setting);
        if (named == null) {
            return standard.get();
        }
        try {
            return (T) Utils.newInstance(named.toString(), Object.class);
        } catch (ClassNotFoundException | KafkaException | ClassCastException e) {
            throw new SettingsException("kafka." + setting + ": cannot load " + named
                    + "; is its jar on the class path? " + e.getMessage());
        }
    }

    /** Confluent's deserializer reports an unavailable registry in the same way as a broken record. */
    private static boolean isOfTheNetwork(Throwable failure) {
        return Causes.include(
                failure,
                SocketException.class,
                UnknownHostException.class,
                InterruptedIOException.class,
                SSLException.class);
    }

    private static String describe(Throwable failure) {
        Throwable cause = failure.getCause();
        String reason = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return failure.getMessage() + reason;
    }
}
