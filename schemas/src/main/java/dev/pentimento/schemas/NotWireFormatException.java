package dev.pentimento.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes are no message in Confluent's wire format: too short for its header, or another magic byte than 0. */
public final class NotWireFormatException extends SerializationException {
    private static final long serialVersionUID = 1L;

    NotWireFormatException(String message) {
        super(message);
    }
}
