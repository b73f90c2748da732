package dev.pentimento.schemas;

import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.errors.UnencodableRecordException;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import dev.pentimento.schemas.wire.RecordEncoder;
import dev.pentimento.schemas.wire.SerdeSettings;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes generated Avro classes and {@code GenericRecord}s in Confluent's wire format. Its settings have the same names
 * as those of Confluent's {@code KafkaAvroSerializer}, so that a Kafka client can be configured with either class; see
 * {@link RegistrySettings} and the module's documentation. Thread-safe once configured.
 *
 * <p>{@link #serialize} throws {@link UnencodableRecordException}, {@link RegistryUnreachableException} or {@link
 * RegistryRefusedException}; it calls the registry once for each topic and schema.
 */
public final class AvroSerializer<T> implements Serializer<T> {
    static {
        GeneratedClasses.trust();
    }

    private final @Nullable SchemaRegistryClient given;
    private @Nullable RecordEncoder encoder;

    /** Used by Kafka, which calls {@link #configure} first. */
    public AvroSerializer() {
        this.given = null;
    }

    /** Writes values with default settings, unless {@link #configure} changes them. */
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
            throw new IllegalStateException("configure() must be called before serialize()");
        }
        return value == null ? null : encoder.encode(topic, value);
    }
}
