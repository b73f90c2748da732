package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.SerializationException;

/** The message's schema is known, but its bytes do not match that schema or the reader's schema. */
public final class UndecodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UndecodableRecordException(String message) {
        super(message);
    }

    public UndecodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
