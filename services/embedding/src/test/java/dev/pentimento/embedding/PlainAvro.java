package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.EmbeddingBatch;
import dev.pentimento.events.Image;
import dev.pentimento.schemas.errors.UnknownSchemaException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Avro without a registry, one class for each topic. */
public final class PlainAvro {
    /** So many reads fail as if the registry could not be reached. */
    public static final AtomicInteger UNREACHABLE = new AtomicInteger();

    static {
        // Avro makes instances only of classes that are named as trusted.
        System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "dev.pentimento.events");
    }

    /** As if it named a schema that the registry has not. */
    public static final byte[] UNKNOWN_SCHEMA = {-1, 42};

    private PlainAvro() {}

    public static byte[] bytes(Image image) {
        return write(image);
    }

    private static byte[] write(SpecificRecord event) {
        try {
            if (event instanceof Image image) {
                return array(Image.getEncoder().encode(image));
            } else if (event instanceof DeadLetter letter) {
                return array(DeadLetter.getEncoder().encode(letter));
            }
            return array(EmbeddingBatch.getEncoder().encode((EmbeddingBatch) event));
        } catch (IOException e) {
            throw new SerializationException(e);
        }
    }

    private static byte[] array(java.nio.ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    public static final class Writer implements Serializer<Object> {
        @Override
        public byte[] serialize(String topic, Object event) {
            return write((SpecificRecord) event);
        }
    }

    public static final class Reader implements Deserializer<Object> {
        @Override
        public Object deserialize(String topic, byte[] bytes) {
            if (UNREACHABLE.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new TimeoutException("the registry does not answer");
            }
            if (bytes[0] == UNKNOWN_SCHEMA[0]) {
                throw new UnknownSchemaException("the schema registry has no schema with id " + bytes[1]);
            }
            try {
                return Image.getDecoder().decode(bytes);
            } catch (IOException | RuntimeException e) {
                throw new SerializationException("no image event", e);
            }
        }
    }
}
