package dev.pentimento.schemas;

import dev.pentimento.schemas.errors.NotWireFormatException;
import dev.pentimento.schemas.errors.RegistryRefusedException;
import dev.pentimento.schemas.errors.RegistryUnreachableException;
import dev.pentimento.schemas.errors.UndecodableRecordException;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import dev.pentimento.schemas.registry.RegistrySettings;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import dev.pentimento.schemas.wire.RecordDecoder;
import dev.pentimento.schemas.wire.SerdeSettings;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Confluent's wire format, with the schema's id before the record or in a header, into generated Avro classes ({@code specific.avro.reader=true}, or a class given) or
 * {@code GenericRecord}s. The writer's schema is looked up in the registry by its id; the reader's schema is that of
 * the generated class. Avro resolves one into the other. Thread-safe once configured.
 *
 * <p>{@link #deserialize} throws {@link NotWireFormatException}, {@link UnknownSchemaException} or {@link
 * UndecodableRecordException} for a record that cannot be read, and {@link RegistryUnreachableException} or {@link
 * RegistryRefusedException} if the registry is at fault.
 */
public final class AvroDeserializer<T> implements Deserializer<T> {
    static {
        GeneratedClasses.trust();
    }

    private static final Headers NO_HEADERS = new RecordHeaders();

    private final @Nullable SchemaRegistryClient given;
    private final Optional<Class<T>> type;
    private @Nullable RecordDecoder<T> decoder;

    /** Used by Kafka, which calls {@link #configure} first. */
    public AvroDeserializer() {
        this.given = null;
        this.type = Optional.empty();
    }

    /** Reads {@code GenericRecord}s with default settings, unless {@link #configure} changes them. */
    public AvroDeserializer(SchemaRegistryClient registry) {
        this(registry, Optional.empty());
    }

    /**
     * Reads every record into {@code type}, regardless of the name of the writer's schema.
     *
     * @param type a generated class
     */
    public AvroDeserializer(SchemaRegistryClient registry, Class<T> type) {
        this(registry, Optional.of(type));
    }

    private AvroDeserializer(SchemaRegistryClient registry, Optional<Class<T>> type) {
        this.given = registry;
        this.type = type;
        this.decoder = new RecordDecoder<>(registry, SerdeSettings.DEFAULTS, type, false);
    }

    /** @throws org.apache.kafka.common.config.ConfigException naming the setting, its value and what is allowed */
    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        SchemaRegistryClient registry = given == null ? new SchemaRegistryClient(RegistrySettings.of(settings)) : given;
        decoder = new RecordDecoder<>(registry, SerdeSettings.of(settings), type, isKey);
    }

    @Override
    public T deserialize(String topic, byte @Nullable [] message) {
        return deserialize(topic, NO_HEADERS, message);
    }

    /** @param headers may name the writer's schema, as Confluent's {@code HeaderSchemaIdSerializer} writes it */
    @Override
    @SuppressWarnings("NullAway") // null in, null out: Kafka's tombstones
    public T deserialize(String topic, Headers headers, byte @Nullable [] message) {
        if (decoder == null) {
            throw new IllegalStateException("configure() must be called before deserialize()");
        }
        return message == null ? null : decoder.decode(topic, headers, message);
    }
}
