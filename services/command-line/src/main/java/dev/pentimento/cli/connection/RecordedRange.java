package dev.pentimento.cli.connection;

import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The committed records of a topic from a given time to the end that the topic has when reading starts. There is no end
 * time, because timestamps need not increase with offsets.
 */
public final class RecordedRange {
    private final Connection connection;
    private final Reading reading;

    /** Shows the progress of reading. */
    @FunctionalInterface
    public interface Reading {
        /** @param total number of offsets between start and end; not every offset is a record */
        void at(Topic topic, long done, long total);
    }

    public RecordedRange(Connection connection, Reading reading) {
        this.connection = connection;
        this.reading = reading;
    }

    /**
     * Reads records in batches. * * @param from all records with this timestamp or a later one are read; earlier ones
     * may be included
     */
    public void read(Topic topic, Instant from, Consumer<List<ConsumerRecord<byte[], byte[]>>> reader) {
        readToEnd(topic, connection.reader(topic, new Start.At(from)), reader);
    }

    /**
     * Reads events. * * @param from all records with this timestamp or a later one are read; earlier ones may be
     * included * @param unusable receives a message about each record that cannot be decoded
     */
    public <E extends SpecificRecord> void read(
            Topic topic, Class<E> type, Instant from, Consumer<String> unusable, Consumer<E> reader) {
        readToEnd(
                topic,
                connection.reader(topic, type, new Start.At(from), unusable),
                read -> read.forEach(each -> each.event().ifPresent(reader)));
    }

    private <R> void readToEnd(Topic topic, TopicReader<R> records, Consumer<List<R>> reader) {
        try (records) {
            records.readToEnd((done, total) -> reading.at(topic, done, total), reader);
        }
    }
}
