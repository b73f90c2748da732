package dev.pentimento.evaluation;

import dev.pentimento.schemas.GeneratedClasses;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The wire format with a registry that is a map. */
public final class InMemoryAvro {
    private static final Map<Integer, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Map<Schema, Integer> IDS = new ConcurrentHashMap<>();

    static {
        GeneratedClasses.trust();
    }

    private InMemoryAvro() {}

    static Map<String, String> settings() {
        return Map.of("value.serializer", Writer.class.getName(), "value.deserializer", Reader.class.getName());
    }

    public static final class Writer implements Serializer<Object> {
        @Override
        public byte[] serialize(String topic, Object event) {
            SpecificRecord avro = (SpecificRecord) event;
            int id = IDS.computeIfAbsent(avro.getSchema(), schema -> IDS.size() + 1);
            SCHEMAS.put(id, avro.getSchema());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            try {
                var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
                new SpecificDatumWriter<>(avro.getSchema()).write(avro, encoder);
                encoder.flush();
            } catch (IOException e) {
                throw new SerializationException(e);
            }
            return bytes.toByteArray();
        }
    }

    public static final class Reader implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] bytes) {
            if (bytes.length < 5 || bytes[0] != 0) {
                throw new SerializationException("not in the wire format");
            }
            int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
            Schema schema = SCHEMAS.get(id);
            if (schema == null) {
                throw new UnknownSchemaException("the schema registry has no schema with id " + id);
            }
            try {
                var decoder = DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null);
                return new SpecificDatumReader<>(schema).read(null, decoder);
            } catch (IOException | RuntimeException e) {
                throw new SerializationException(e);
            }
        }
    }
}
