package dev.pentimento.schemas;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

/** Messages to records. The reader for a writer's schema is made when its first message comes, and kept. Thread-safe. */
final class RecordDecoder<T> {
    private static final int KEPT_BYTES = 1 << 20;
    private static final ThreadLocal<BinaryDecoder> DECODER =
            ThreadLocal.withInitial(() -> DecoderFactory.get().binaryDecoder(new byte[0], null));

    static {
        GeneratedClasses.trust();
    }

    private final SchemaRegistryClient registry;
    private final SerdeSettings settings;
    private final Optional<Class<T>> type;
    private final ConcurrentMap<Integer, Form<T>> forms = new ConcurrentHashMap<>();

    private record Form<T>(String schemaName, DatumReader<T> reader) {}

    /** @param type what every record is read into; empty: as the settings say, by the writer's schema */
    RecordDecoder(SchemaRegistryClient registry, SerdeSettings settings, Optional<Class<T>> type) {
        this.registry = registry;
        this.settings = settings;
        this.type = type;
    }

    T decode(String topic, byte[] message) {
        int id = WireFormat.schemaId(message);
        Form<T> form = form(id);
        int length = message.length - WireFormat.HEADER_LENGTH;
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(message, WireFormat.HEADER_LENGTH, length, DECODER.get());
        try {
            T value = form.reader().read(null, decoder);
            if (!decoder.isEnd()) {
                throw new AvroRuntimeException("bytes are left over behind the record");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw new UndecodableRecordException(
                    length + " bytes of topic " + topic + " are no record of schema " + id + " (" + form.schemaName()
                            + "): " + e,
                    e);
        }
    }

    /** A decoder refers to its message; one of a large message is not kept. */
    private static BinaryDecoder decoder(byte[] message, int length) {
        BinaryDecoder reused = length <= KEPT_BYTES ? DECODER.get() : null;
        return DecoderFactory.get().binaryDecoder(message, WireFormat.HEADER_LENGTH, length, reused);
    }

    private Form<T> form(int id) {
        Form<T> known = forms.get(id);
        if (known != null) {
            return known;
        }
        Schema written = registry.schemaById(id);
        Form<T> form = new Form<>(written.getFullName(), reader(id, written));
        forms.put(id, form);
        return form;
    }

    private DatumReader<T> reader(int id, Schema written) {
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

    @SuppressWarnings("unchecked") // whoever sets specific.avro.reader says that T is what the schemas name
    private static <T> Class<T> generatedClass(int id, Schema written) {
        Class<?> found = SpecificData.get().getClass(written);
        if (found == null || !SpecificRecord.class.isAssignableFrom(found)) {
            throw new UndecodableRecordException(
                    "no generated class on the class path for schema " + id + " (" + written.getFullName() + ")");
        }
        return (Class<T>) found;
    }
}
