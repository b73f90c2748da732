package dev.pentimento.embedding.decoding;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.platform.kafka.UnusableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that becomes a dead letter. */
public record Rejected(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, String detail)
        implements DecodingResult {
    static Rejected of(ConsumerRecord<byte[], byte[]> record, UnusableRecordException failure) {
        return new Rejected(record, failure.reason(), String.valueOf(failure.getMessage()));
    }
}
