package dev.pentimento.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** What is committed in the topics, from their beginnings to their ends at the time of each question. */
final class CommittedLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final ServiceContext context;
    private final Map<Topic, Tail> tails = new EnumMap<>(Topic.class);

    CommittedLog(ServiceContext context) {
        this.context = context;
    }

    /** A record and what it says. */
    record Entry<E>(Place place, String key, long timestamp, E event) {}

    /** Coordinates of a record in its topic. */
    record Place(int partition, long offset) {
        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(record.partition(), record.offset());
        }
    }

    synchronized List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        return tails.computeIfAbsent(topic, Tail::new).toEnd();
    }

    /** Events of a topic that holds nothing else. */
    <E extends SpecificRecord> List<Entry<E>> events(Topic topic, Class<E> type) {
        return records(topic).stream().map(record -> entry(topic, record, type)).toList();
    }

    /** Those after the first {@code from} that were read. */
    <E extends SpecificRecord> List<Entry<E>> events(Topic topic, Class<E> type, int from) {
        List<ConsumerRecord<byte[], byte[]>> all = records(topic);
        return all.subList(from, all.size()).stream()
                .map(record -> entry(topic, record, type))
                .toList();
    }

    /** Events of a topic on which others have put what is none; that is left out. */
    <E extends SpecificRecord> List<Entry<E>> usable(Topic topic, Class<E> type) {
        List<Entry<E>> entries = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(topic)) {
            try {
                entries.add(read(topic, record, type));
            } catch (UnusableRecordException e) {
                continue;
            }
        }
        return entries;
    }

    /** The latest event under each key, as the topic keeps them. */
    <E extends SpecificRecord> List<E> latest(Topic topic, Class<E> type) {
        Map<String, E> latest = new LinkedHashMap<>();
        events(topic, type).forEach(entry -> latest.put(entry.key(), entry.event()));
        return List.copyOf(latest.values());
    }

    private <E extends SpecificRecord> Entry<E> entry(
            Topic topic, ConsumerRecord<byte[], byte[]> record, Class<E> type) {
        try {
            return read(topic, record, type);
        } catch (UnusableRecordException e) {
            throw new AssertionError(
                    topic + " has something else than " + type.getSimpleName() + " at " + Place.of(record), e);
        }
    }

    private <E extends SpecificRecord> Entry<E> read(Topic topic, ConsumerRecord<byte[], byte[]> record, Class<E> type)
            throws UnusableRecordException {
        return new Entry<>(
                Place.of(record),
                record.key() == null ? "" : new String(record.key(), UTF_8),
                record.timestamp(),
                context.events().read(topic, record.value(), type));
    }

    @Override
    public synchronized void close() {
        tails.values().forEach(tail -> tail.consumer.close());
        tails.clear();
    }

    private final class Tail {
        private final Consumer<byte[], byte[]> consumer = context.clients().consumer("test-reader", Map.of());
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

        Tail(Topic topic) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(context.topics().name(topic))
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }

        List<ConsumerRecord<byte[], byte[]>> toEnd() {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return List.copyOf(records);
        }
    }
}
