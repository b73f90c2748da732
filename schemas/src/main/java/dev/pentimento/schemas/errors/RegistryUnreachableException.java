package dev.pentimento.schemas.errors;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No registry URL gave a usable response within the bounded retries. There was no connection, a timeout, a server
 * error, or a response from something other than a registry, such as a proxy's error page. Retriable: it says nothing
 * about the record.
 *
 * <p>A {@code KafkaConsumer} wraps exceptions of its deserializer in a {@code RecordDeserializationException}: check
 * the cause before you treat a record as bad.
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
