package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No URL of the registry gave a usable answer within the bounded retries: no connection, a time-out, a server error, or
 * the answer of something that is not a registry, such as the page of a proxy. Retriable: it says nothing about the record.
 *
 * <p>A {@code KafkaConsumer} wraps what its deserializer throws in a {@code RecordDeserializationException}: check the
 * cause before you treat a record as bad.
 */
public final class RegistryUnreachableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    public RegistryUnreachableException(String message) {
        super(message);
    }

    public RegistryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
