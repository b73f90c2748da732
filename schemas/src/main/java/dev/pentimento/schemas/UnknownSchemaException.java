package dev.pentimento.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The registry answered, and it has no schema of the id that a message names. */
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
