package dev.pentimento.platform.kafka;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Creates readers of the topics of one installation. They connect only when they are used. */
public record Readers(KafkaClients clients, Topics topics, Events events) {

    /**
     * Reads events.
     *
     * @param type class of the events; {@link SpecificRecord} if they come from several topics
     */
    public <E extends SpecificRecord> TopicReader<Received<E>> events(
            String clientId, Map<Topic, Start> starts, Class<E> type, UnusableRecords unusable, Patience patience) {
        return new TopicReader<>(
                () -> clients.reader(clientId, Map.of()), topics, starts, decoding(type, unusable), patience);
    }

    /** Reads records without decoding them. */
    public TopicReader<ConsumerRecord<byte[], byte[]>> records(
            String clientId, Map<Topic, Start> starts, Patience patience) {
        return new TopicReader<>(() -> clients.reader(clientId, Map.of()), topics, starts, Decoding.none(), patience);
    }

    /**
     * Fetches events at known positions.
     *
     * @param required further settings of the consumer, such as fetch sizes
     */
    public <E extends SpecificRecord> RecordFetch<Received<E>> fetch(
            String clientId, Map<String, Object> required, Class<E> type, Patience patience) {
        return new RecordFetch<>(
                () -> clients.reader(clientId, required), decoding(type, UnusableRecords.LOGGED), patience);
    }

    /** How the readers decode records. */
    public <E extends SpecificRecord> Decoding<Received<E>> decoding(Class<E> type, UnusableRecords unusable) {
        return new EventDecoding<>(events, topics, type, unusable);
    }
}
