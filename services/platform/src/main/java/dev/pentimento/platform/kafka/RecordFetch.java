package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Reads records at known positions: one partition after another, in offset order. Large gaps between positions are
 * skipped. Used by one thread.
 */
public final class RecordFetch<R> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Reading this many records of ordinary size is faster than a seek. */
    private static final long SHORT_WAY = 200;

    private final LazyConsumer consumer;
    private final Decoding<R> decoding;
    private final Attempts attempts;
    private final long skip;

    /** Coordinates of a record in its topic. */
    public record Place(int partition, long offset) {}

    /** Receives the records that are found. */
    @FunctionalInterface
    public interface Taker<R> {
        /** @return whether it is the requested record; if not, that record is missing */
        boolean take(Place place, R record);
    }

    /**
     * The records that were not found.
     *
     * @param missing the log has no such record: it was deleted, is a different one, or cannot be decoded
     * @param unread not looked up, because time ran out or the fetch was cancelled
     * @param ahead the missing records after the last committed record: they may appear later
     */
    public record Rest(Set<Place> missing, Set<Place> unread, Set<Place> ahead) {}

    /**
     * Does not connect yet.
     *
     * @param consumers creates the consumer, as {@link KafkaClients#reader} does; it is closed with this object
     * @param patience bounds each fetch as a whole
     */
    public RecordFetch(Supplier<Consumer<byte[], byte[]>> consumers, Decoding<R> decoding, Patience patience) {
        this(consumers, decoding, patience, SHORT_WAY);
    }

    /** @param skip a larger gap before the next position is skipped, a smaller one is read; 0 for large records */
    public RecordFetch(
            Supplier<Consumer<byte[], byte[]>> consumers, Decoding<R> decoding, Patience patience, long skip) {
        this.skip = skip;
        this.consumer = new LazyConsumer(consumers);
        this.decoding = decoding;
        this.attempts = new Attempts(patience);
    }

    /**
     * Reads the records at these positions of a topic.
     *
     * @throws RetriableException if the brokers or the schema registry did not answer until the patience was exhausted
     */
    public Rest fetch(String topic, Set<Place> places, Taker<R> taker) {
        return fetch(topic, places, () -> false, taker);
    }

    /**
     * Reads the records at these positions of a topic, unless it is cancelled.
     *
     * @param cancelled once true, the fetch ends
     */
    public Rest fetch(String topic, Set<Place> places, BooleanSupplier cancelled, Taker<R> taker) {
        attempts.restart();
        Map<Integer, TreeSet<Long>> byPartition = new TreeMap<>();
        places.forEach(each -> byPartition
                .computeIfAbsent(each.partition(), none -> new TreeSet<>())
                .add(each.offset()));
        Rest rest = new Rest(new HashSet<>(), new HashSet<>(), new HashSet<>());
        byPartition.forEach((partition, wanted) -> {
            Pass pass = new Pass(new TopicPartition(topic, partition), wanted, taker, rest);
            while (!wanted.isEmpty() && !cancelled.getAsBoolean() && !attempts.exhausted()) {
                attempts.attempt(pass::step);
            }
            wanted.forEach(offset -> rest.unread().add(new Place(partition, offset)));
        });
        return rest;
    }

    /**
     * Number of positions in a topic between its first record and its last committed one; transaction markers and
     * deleted records count too.
     *
     * @throws RetriableException if the brokers did not answer until the patience was exhausted
     */
    public long positions(String topic) {
        attempts.restart();
        return attempts.insist(answer -> {
            List<TopicPartition> partitions = consumer.get().partitionsFor(topic, answer).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            Bounds bounds = Bounds.of(consumer.get(), partitions, answer);
            return partitions.stream()
                    .mapToLong(each -> bounds.end(each) - bounds.begin(each))
                    .sum();
        });
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** The path through one partition. */
    private final class Pass {
        private final TopicPartition partition;
        private final TreeSet<Long> wanted;
        private final Taker<R> taker;
        private final Rest rest;
        private boolean placed;

        Pass(TopicPartition partition, TreeSet<Long> wanted, Taker<R> taker, Rest rest) {
            this.partition = partition;
            this.wanted = wanted;
            this.taker = taker;
            this.rest = rest;
        }

        boolean step(Duration answer) {
            if (!placed) {
                dropWhatIsOutside(answer);
                consumer.get().assign(List.of(partition));
                placed = true;
                if (!wanted.isEmpty()) {
                    consumer.get().seek(partition, wanted.first());
                }
            } else {
                read(consumer.get().poll(answer.compareTo(POLL) < 0 ? answer : POLL));
            }
            return true;
        }

        private void dropWhatIsOutside(Duration answer) {
            boolean known = consumer.get().partitionsFor(partition.topic(), answer).stream()
                    .anyMatch(each -> each.partition() == partition.partition());
            if (known) {
                Bounds bounds = Bounds.of(consumer.get(), List.of(partition), answer);
                drop(wanted.headSet(bounds.begin(partition)));
                Set<Long> ahead = wanted.tailSet(bounds.end(partition));
                ahead.forEach(offset -> rest.ahead().add(place(offset)));
                drop(ahead);
            } else {
                drop(wanted);
            }
        }

        private void read(ConsumerRecords<byte[], byte[]> records) {
            try {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (wanted.contains(record.offset())) {
                        take(record);
                    }
                }
                drop(wanted.headSet(consumer.get().position(partition)));
            } catch (RetriableException e) {
                consumer.get().seek(partition, wanted.first());
                throw e;
            }
            if (!wanted.isEmpty() && wanted.first() > consumer.get().position(partition) + skip) {
                consumer.get().seek(partition, wanted.first());
            }
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            attempts.decoding();
            Place place = place(record.offset());
            boolean taken = decoding.decode(record)
                    .map(decoded -> taker.take(place, decoded))
                    .orElse(false);
            wanted.remove(record.offset());
            if (!taken) {
                rest.missing().add(place);
            }
        }

        private void drop(Set<Long> offsets) {
            offsets.forEach(offset -> rest.missing().add(place(offset)));
            offsets.clear();
        }

        private Place place(long offset) {
            return new Place(partition.partition(), offset);
        }
    }
}
