package dev.pentimento.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The object to be written does not fit its schema, or has none. */
public final class UnencodableRecordException extends SerializationException {
    private static final long serialVersionUID = 1L;

    UnencodableRecordException(String message) {
        super(message);
    }

    UnencodableRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
