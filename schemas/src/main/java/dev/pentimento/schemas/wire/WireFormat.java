package dev.pentimento.schemas.wire;

import dev.pentimento.schemas.errors.NotWireFormatException;
import java.nio.ByteBuffer;

/** The five bytes before the record: magic byte 0 and the schema's id, big-endian. */
final class WireFormat {
    static final int HEADER_LENGTH = 1 + Integer.BYTES;
    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
    }

    /** The schema id at the beginning of {@code message}. */
    static int schemaId(byte[] message) {
        if (message.length < HEADER_LENGTH) {
            throw new NotWireFormatException("a message of " + message.length + " bytes is too short for the "
                    + HEADER_LENGTH + " bytes of header in Confluent's wire format");
        }
        if (message[0] != MAGIC) {
            throw new NotWireFormatException(String.format(
                    "the message begins with byte 0x%02x instead of the magic byte 0x00 of Confluent's wire format",
                    message[0]));
        }
        return ByteBuffer.wrap(message, 1, Integer.BYTES).getInt();
    }
}
