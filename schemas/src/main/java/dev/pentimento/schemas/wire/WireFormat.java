package dev.pentimento.schemas.wire;

import dev.pentimento.schemas.errors.NotWireFormatException;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a message names its schema: in the five bytes before the record, magic byte 0 and the schema's id, big-endian. Or
 * in a header, as Confluent's {@code HeaderSchemaIdSerializer} writes it: magic byte 1 and the 16 bytes of the schema's
 * GUID, or the same five bytes; the record then takes the whole value.
 */
final class WireFormat {
    static final int HEADER_LENGTH = 1 + Integer.BYTES;
    private static final byte MAGIC = 0;
    private static final byte MAGIC_OF_GUID = 1;
    private static final int GUID_LENGTH = 1 + 2 * Long.BYTES;
    private static final String KEY_HEADER = "__key_schema_id";
    private static final String VALUE_HEADER = "__value_schema_id";

    /**
     * The schema of a message.
     *
     * @param name an {@code Integer} id or a {@code UUID}
     * @param start of the record in the message
     */
    record Written(Object name, int start) {}

    static Written written(Headers headers, boolean isKey, byte[] message) {
        Header header = headers.lastHeader(isKey ? KEY_HEADER : VALUE_HEADER);
        byte[] value = header == null ? null : header.value();
        if (value == null) {
            return new Written(schemaId(message), HEADER_LENGTH);
        }
        if (value.length == GUID_LENGTH && value[0] == MAGIC_OF_GUID) {
            ByteBuffer guid = ByteBuffer.wrap(value, 1, GUID_LENGTH - 1);
            return new Written(new UUID(guid.getLong(), guid.getLong()), 0);
        }
        if (value.length == HEADER_LENGTH && value[0] == MAGIC) {
            return new Written(schemaId(value), 0);
        }
        throw new NotWireFormatException("the header " + header.key() + " has " + value.length
                + " bytes; expected byte 0x01 and the 16 bytes of a schema's GUID, or byte 0x00 and 4 bytes of its id");
    }

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
