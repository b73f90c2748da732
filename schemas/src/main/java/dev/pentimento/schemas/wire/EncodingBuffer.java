package dev.pentimento.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that each thread reuses for its records. A buffer that has grown large is dropped, so that a thread that
 * once wrote an image of 16 MB does not hold that memory forever.
 */
final class EncodingBuffer {
    private static final int KEPT_BYTES = 1 << 20;
    private static final ThreadLocal<EncodingBuffer> OF_THREAD = ThreadLocal.withInitial(EncodingBuffer::new);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private @Nullable BinaryEncoder encoder;

    private EncodingBuffer() {}

    /** The header, then the value as {@code writer} encodes it. */
    static byte[] encode(byte[] header, DatumWriter<Object> writer, Object value) throws IOException {
        EncodingBuffer buffer = OF_THREAD.get();
        boolean keep = false;
        try {
            byte[] message = buffer.write(header, writer, value);
            keep = message.length <= KEPT_BYTES;
            return message;
        } finally {
            // After a failure, the encoder may still hold bytes of the failed record.
            if (!keep) {
                OF_THREAD.remove();
            }
        }
    }

    private byte[] write(byte[] header, DatumWriter<Object> writer, Object value) throws IOException {
        bytes.reset();
        bytes.writeBytes(header);
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        writer.write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
