package dev.pentimento.schemas.wire;

import dev.pentimento.schemas.errors.UndecodableRecordException;
import dev.pentimento.schemas.registry.Known;
import dev.pentimento.schemas.registry.SchemaRegistryClient;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/** Decodes messages into records. The reader for a writer's schema is created once. Thread-safe. */
public final class RecordDecoder<T> {
    private static final int KEPT_BYTES = 1 << 20;
    private static final ThreadLocal<BinaryDecoder> DECODER =
            ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

    private final SchemaRegistryClient registry;
    private final SerdeSettings settings;
    private final Optional<Class<T>> type;
    private final boolean isKey;
    private final Known<Object, Form<T>> forms = new Known<>();

    private record Form<T>(String schemaName, DatumReader<T> reader) {}

    /** @param type class of every record; if empty, it depends on the settings and the writer's schema */
    public RecordDecoder(
            SchemaRegistryClient registry, SerdeSettings settings, Optional<Class<T>> type, boolean isKey) {
        this.registry = registry;
        this.settings = settings;
        this.type = type;
        this.isKey = isKey;
    }

    /** @param headers of the record, which may name the schema */
    public T decode(String topic, Headers headers, byte[] message) {
        WireFormat.Written written = WireFormat.written(headers, isKey, message);
        Object id = written.name();
        Form<T> form = form(id);
        int length = message.length - written.start();
        BinaryDecoder decoder = decoder(message, written.start(), length);
        try {
            T value = form.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw new AvroRuntimeException("there are extra bytes after the record");
            }
            return value;
        } catch (IOException | RuntimeException | StackOverflowError e) { // a recursive schema may nest too deeply
            throw new UndecodableRecordException(
                    length + " bytes of topic " + topic + " are not a record of schema " + id + " (" + form.schemaName()
                            + "): " + e,
                    e);
        }
    }

    /** A decoder keeps a reference to its message, so a large message's decoder is not reused. */
    private static BinaryDecoder decoder(byte[] message, int start, int length) {
        BinaryDecoder reused = length <= KEPT_BYTES ? DECODER.get() : null;
        return DecoderFactory.get().binaryDecoder(message, start, length, reused);
    }

    private Form<T> form(Object id) {
        return forms.get(id, () -> {
            Schema written = id instanceof UUID guid ? registry.schemaByGuid(guid) : registry.schemaById((Integer) id);
            return new Form<>(written.getFullName(), reader(id, written));
        });
    }

    private DatumReader<T> reader(Object id, Schema written) {
        if (type.isPresent()) {
            return specific(written, type.get());
        }
        if (settings.specificReader()) {
            return specific(written, generatedClass(id, written));
        }
        GenericData model = settings.logicalTypes() ? Models.CONVERTING : new GenericData();
        return new GenericDatumReader<>(written, written, model);
    }

    private static <T> DatumReader<T> specific(Schema written, Class<T> type) {
        SpecificData model = SpecificData.getForClass(type);
        return new SpecificDatumReader<>(written, model.getSchema(type), model);
    }

    @SuppressWarnings("unchecked") // specific.avro.reader promises that the schemas name T
    private static <T> Class<T> generatedClass(Object id, Schema written) {
        Class<?> found = SpecificData.get().getClass(written);
        if (found == null || !SpecificRecord.class.isAssignableFrom(found)) {
            throw new UndecodableRecordException(
                    "no generated class on the class path for schema " + id + " (" + written.getFullName() + ")");
        }
        return (Class<T>) found;
    }
}
