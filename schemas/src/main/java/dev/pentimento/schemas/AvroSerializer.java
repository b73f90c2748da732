package dev.pentimento.schemas;

import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated Avro classes and {@code GenericRecord}s in Confluent's wire format. Its settings have the names that
 * Confluent's {@code KafkaAvroSerializer} uses, so that either may stand in a Kafka client's settings; see {@link
 * RegistrySettings} and the module's documentation. Thread-safe once configured.
 *
 * <p>{@link #serialize} throws {@link UnencodableRecordException}, {@link RegistryUnreachableException} or {@link
 * RegistryRefusedException}; the registry is asked once for each topic and schema.
 */
public final class AvroSerializer<T> implements Serializer<T> {
    private final @Nullable SchemaRegistryClient given;
    private @Nullable RecordEncoder encoder;

    /** For Kafka, which calls {@link #configure} before anything else. */
    public AvroSerializer() {
        this.given = null;
    }

    /** Ready to write values, with default settings; {@link #configure} may still say otherwise. */
    public AvroSerializer(SchemaRegistryClient registry) {
        this.given = registry;
        this.encoder = new RecordEncoder(registry, SerdeSettings.DEFAULTS, false);
    }

    /** @throws org.apache.kafka.common.config.ConfigException naming the setting, its value and what is allowed */
    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        SchemaRegistryClient registry = given == null ? new SchemaRegistryClient(RegistrySettings.of(settings)) : given;
        encoder = new RecordEncoder(registry, SerdeSettings.of(settings), isKey);
    }

    @Override
    @SuppressWarnings("NullAway") // null in, null out: Kafka's tombstones
    public byte[] serialize(String topic, @Nullable T value) {
        if (encoder == null) {
            throw new IllegalStateException("configure() comes before serialize()");
        }
        return value == null ? null : encoder.encode(topic, value);
    }
}
