package dev.pentimento.schemas.wire;

import dev.pentimento.schemas.errors.UnencodableRecordException;
import dev.pentimento.schemas.registry.JavaProperties;
import dev.pentimento.schemas.registry.Known;
import dev.pentimento.schemas.registry.RegisteredSchema;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Encodes records into messages. It prepares each schema once, at its first record. Thread-safe. */
public final class RecordEncoder {
    private final SchemaRegistryClient registry;
    private final SerdeSettings settings;
    private final boolean isKey;
    private final Known<Target, Form> forms = new Known<>();

    /** Includes the class because generic and generated records of the same schema need different writers. */
    private record Target(String topic, Schema schema, Class<?> type) {}

    /**
     * How records with one schema become messages of one topic.
     *
     * @param adaption converts the record's encoding to another schema; null if not needed
     */
    private record Form(
            byte[] header,
            DatumWriter<Object> writer,
            @Nullable Adaption adaption) {}

    public RecordEncoder(SchemaRegistryClient registry, SerdeSettings settings, boolean isKey) {
        this.registry = registry;
        this.settings = settings;
        this.isKey = isKey;
    }

    public byte[] encode(String topic, Object value) {
        if (!(value instanceof GenericContainer container)) {
            throw new UnencodableRecordException(
                    value.getClass().getName() + " has no Avro schema; expected a generated class or a GenericRecord");
        }
        Target target = new Target(topic, container.getSchema(), container.getClass());
        Form form = forms.get(target, () -> prepare(topic, container));
        try {
            byte[] own = EncodingBuffer.encode(form.header(), form.writer(), container);
            return form.adaption() == null ? own : form.adaption().adapt(form.header(), own);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new UnencodableRecordException(
                    "a record for topic " + topic + " does not fit its schema "
                            + container.getSchema().getFullName() + ": " + e.getMessage(),
                    e);
        }
    }

    private Form prepare(String topic, GenericContainer value) {
        String subject = topic + (isKey ? "-key" : "-value");
        Schema schema = value.getSchema();
        DatumWriter<Object> writer = writer(value);
        if (settings.autoRegister()) {
            return new Form(WireFormat.header(registry.register(subject, schema)), writer, null);
        }
        if (!settings.useLatestVersion()) {
            return new Form(WireFormat.header(registry.lookup(subject, schema).id()), writer, null);
        }
        RegisteredSchema latest = registry.latest(subject);
        byte[] header = WireFormat.header(latest.id());
        boolean same = JavaProperties.removedFrom(schema).equals(latest.schema());
        return new Form(header, writer, same ? null : adaption(schema, latest));
    }

    private static Adaption adaption(Schema schema, RegisteredSchema latest) {
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), schema);
        if (compatibility.getType() != SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE) {
            throw new UnencodableRecordException("records of " + schema.getFullName() + " cannot be written as version "
                    + latest.version() + " of " + latest.subject() + ": " + compatibility.getDescription());
        }
        return new Adaption(schema, latest.schema());
    }

    private static DatumWriter<Object> writer(GenericContainer value) {
        var model = Models.of(value);
        return model instanceof SpecificData specific
                ? new SpecificDatumWriter<>(value.getSchema(), specific)
                : new GenericDatumWriter<>(value.getSchema(), model);
    }
}
