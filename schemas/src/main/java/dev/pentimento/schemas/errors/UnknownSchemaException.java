package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.SerializationException;

/** The registry has no schema with the id in the message. */
public final class UnknownSchemaException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final int schemaId;

    public UnknownSchemaException(int schemaId, String message) {
        super(message);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}
