package dev.pentimento.schemas;

import org.apache.kafka.common.errors.RetriableException;

/**
 * No URL of the registry gave a usable answer within the bounded retries: no connection, a time-out, or an error of the
 * server's own. Retriable; it never says anything about the record at hand.
 *
 * <p>A {@code KafkaConsumer} wraps whatever its deserializer throws into a {@code RecordDeserializationException}: look
 * at the cause before calling a record bad.
 */
public final class RegistryUnreachableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    RegistryUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
