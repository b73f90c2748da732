package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.SerializationException;

/** The object does not match its schema, or has no schema. */
public final class UnencodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnencodableRecordException(String message) {
        super(message);
    }

    public UnencodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
