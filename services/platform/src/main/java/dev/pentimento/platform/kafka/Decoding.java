package dev.pentimento.platform.kafka;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;

/** Turns a record into what a reader hands over. */
@FunctionalInterface
public interface Decoding<R> {
    /**
     * Decodes a record.
     *
     * @return empty: no retry will make the record usable, so the reader skips it
     * @throws RetriableException if the record may be valid: the reader retries it later
     */
    Optional<R> decode(ConsumerRecord<byte[], byte[]> record);

    /** Hands over records unchanged. */
    static Decoding<ConsumerRecord<byte[], byte[]>> none() {
        return Optional::of;
    }
}
