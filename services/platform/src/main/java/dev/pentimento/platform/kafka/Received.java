package dev.pentimento.platform.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of one of our topics.
 *
 * @param event empty: the record has no value, and deletes the previous record of its key
 */
public record Received<E extends SpecificRecord>(
        Topic topic, ConsumerRecord<byte[], byte[]> record, Optional<E> event) {

    /** The record's key as text; empty if it has none. */
    public String key() {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }
}
