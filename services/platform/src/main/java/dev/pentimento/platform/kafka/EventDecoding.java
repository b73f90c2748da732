package dev.pentimento.platform.kafka;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes records into the events of their topics.
 *
 * @param type class of the events; {@link SpecificRecord} if they come from several topics
 * @param unusable receives the records that cannot be decoded
 */
public record EventDecoding<E extends SpecificRecord>(
        Events events, Topics topics, Class<E> type, UnusableRecords unusable) implements Decoding<Received<E>> {

    @Override
    public Optional<Received<E>> decode(ConsumerRecord<byte[], byte[]> record) {
        Topic topic = topics.topic(record.topic());
        if (record.value() == null) {
            return Optional.of(new Received<>(topic, record, Optional.empty()));
        }
        try {
            E event = type.cast(events.readRecord(topic, record, topic.type()));
            return Optional.of(new Received<>(topic, record, Optional.of(event)));
        } catch (UnusableRecordException e) {
            unusable.passedOver(topic, record, e);
            return Optional.empty();
        }
    }
}
