package dev.pentimento.platform.kafka;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;

/** What a reader makes of a record. */
@FunctionalInterface
public interface Decoding<R> {
    /**
     * Decodes a record.
     *
     * @return empty: no retry will make the record usable, the reader skips it
     * @throws RetriableException if the record may be fine: the reader tries it again later
     */
    Optional<R> decode(ConsumerRecord<byte[], byte[]> record);

    /** Hands over records as they are. */
    static Decoding<ConsumerRecord<byte[], byte[]>> none() {
        return Optional::of;
    }
}
