package dev.pentimento.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The message names a known schema, but its bytes are no record of it, or no record that the reader can take. */
public final class UndecodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    UndecodableRecordException(String message) {
        super(message);
    }

    UndecodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
