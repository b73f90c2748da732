package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.SerializationException;

/** The registry does not have the schema that a message names, or cannot be asked for it. */
public final class UnknownSchemaException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnknownSchemaException(String message) {
        super(message);
    }
}
