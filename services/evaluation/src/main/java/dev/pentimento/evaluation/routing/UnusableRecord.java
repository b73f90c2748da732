package dev.pentimento.evaluation.routing;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record that cannot be used, and its position in its topic. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record UnusableRecord(
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers,
        String topic,
        int partition,
        long offset,
        long timestampMillis) {
    /** The record that a processor has just received. */
    public static UnusableRecord of(Record<byte[], byte[]> record, RecordMetadata at) {
        return new UnusableRecord(
                record.key(),
                record.value(),
                record.headers(),
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp());
    }
}
