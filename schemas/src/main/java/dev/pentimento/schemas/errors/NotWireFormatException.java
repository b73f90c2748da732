package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes are not a message in Confluent's wire format: too short for the header, or the magic byte is not 0. */
public final class NotWireFormatException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public NotWireFormatException(String message) {
        super(message);
    }
}
