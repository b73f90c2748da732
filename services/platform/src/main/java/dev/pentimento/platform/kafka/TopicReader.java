package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads committed records of some topics, to their end or as they arrive. It subscribes to nothing and commits nothing.
 * It never waits for a record at an offset: transaction markers and compaction leave gaps, so only positions count.
 * Used by one thread; only {@link #stop}, {@link #problem} and {@link #caughtUp} may be called by others.
 *
 * <p>Undecodable records are skipped, as the {@link Decoding} decides. While the brokers or the schema registry do not
 * answer, or a topic is missing, the reader waits as long as its {@link Patience} lasts.
 */
public final class TopicReader<R> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    /** Reports how far reading to the end has progressed. */
    @FunctionalInterface
    public interface Progress {
        Progress SILENT = (done, total) -> {};

        /** @param total offsets between begin and end; not every offset holds a record */
        void at(long done, long total);
    }

    private final LazyConsumer consumer;
    private final Assignment assignment;
    private final Decoding<R> decoding;
    private final Patience patience;
    private final Attempts attempts;
    private boolean reached;
    private volatile boolean caughtUp;

    /**
     * Does not connect yet.
     *
     * @param consumers creates the consumer, as {@link KafkaClients#reader} does; the reader closes it
     * @param starts the topics, and the start position in each
     */
    public TopicReader(
            Supplier<org.apache.kafka.clients.consumer.Consumer<byte[], byte[]>> consumers,
            Topics topics,
            Map<Topic, Start> starts,
            Decoding<R> decoding,
            Patience patience) {
        this.consumer = new LazyConsumer(consumers);
        this.assignment = new Assignment(consumer, topics, starts);
        this.decoding = decoding;
        this.patience = patience;
        this.attempts = new Attempts(patience);
    }

    /**
     * Finds the partitions and seeks to the start positions. The other methods also do this, if it was not done yet.
     */
    public void open() {
        attempts.restart();
        attempts.insist(this::refresh);
    }

    /**
     * Hands over available records. It waits briefly for records, or after an error, and may return none.
     *
     * @throws RetriableException if the patience is exhausted
     * @throws WakeupException if the reader was stopped
     */
    public List<R> poll() {
        caughtUp = reached; // the caller has returned, so it has processed the previous records
        Optional<List<R>> read = attempts.attempt(answer -> {
            refresh(answer);
            return decode(consumer.get().poll(POLL));
        });
        if (read.isPresent()) {
            attempts.restart();
            reached = assignment.reached();
            caughtUp = reached && (caughtUp || read.get().isEmpty());
        }
        return read.orElse(List.of());
    }

    /** Reads until the reader returns false or is stopped. */
    public void follow(Predicate<R> reader) {
        try {
            while (!attempts.stopped()) {
                for (R each : poll()) {
                    if (!reader.test(each)) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // stopped
        }
    }

    /**
     * Reads up to the end of the topics as of the start of this call, and no further, or until it is stopped. A second
     * call continues from there.
     *
     * @param reader receives the records in batches
     */
    public void readToEnd(Progress progress, Consumer<List<R>> reader) {
        try {
            open();
            Map<TopicPartition, Long> ends = new HashMap<>(attempts.insist(
                    answer -> consumer.get().endOffsets(consumer.get().assignment(), answer)));
            long begin = position();
            long total = ends.values().stream().mapToLong(Long::longValue).sum() - begin;
            while (!attempts.stopped() && !reached(ends)) {
                List<R> read = pollBefore(ends);
                if (!read.isEmpty()) {
                    reader.accept(read);
                }
                progress.at(position() - begin, total);
            }
            consumer.get().resume(consumer.get().paused());
        } catch (WakeupException e) {
            // stopped
        }
    }

    /** Reads to the end, like {@link #readToEnd(Progress, Consumer)}, record by record. */
    public void readToEnd(Consumer<R> reader) {
        readToEnd(Progress.SILENT, read -> read.forEach(reader));
    }

    private List<R> pollBefore(Map<TopicPartition, Long> ends) {
        Optional<List<R>> read = attempts.attempt(answer -> {
            List<ConsumerRecord<byte[], byte[]>> wanted = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.get().poll(POLL)) {
                if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
                    wanted.add(record);
                }
            }
            if (wanted.isEmpty()) { // the log may have been truncated since
                consumer.get()
                        .endOffsets(ends.keySet(), answer)
                        .forEach((each, end) -> ends.merge(each, end, Math::min));
            }
            return decode(wanted);
        });
        if (read.isPresent()) {
            attempts.restart();
            ends.forEach(this::holdAt);
        }
        return read.orElse(List.of());
    }

    private void holdAt(TopicPartition partition, long end) {
        long position = consumer.get().position(partition);
        if (position >= end) {
            consumer.get().pause(List.of(partition));
        }
        if (position > end) {
            consumer.get().seek(partition, end);
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.get().position(end.getKey()) >= end.getValue());
    }

    private long position() {
        return consumer.get().assignment().stream()
                .mapToLong(consumer.get()::position)
                .sum();
    }

    private boolean refresh(Duration answer) {
        assignment.refresh(patience.now(), answer);
        return true;
    }

    /** If a record temporarily cannot be decoded, it and the records after it are read again next time. */
    private List<R> decode(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        records.forEach(record -> unread.putIfAbsent(partition(record), record.offset()));
        List<R> decoded = new ArrayList<>();
        try {
            attempts.decoding();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                decoding.decode(record).ifPresent(decoded::add);
                unread.put(partition(record), record.offset() + 1);
            }
        } catch (RetriableException e) {
            unread.forEach(consumer.get()::seek);
            if (decoded.isEmpty()) {
                throw e;
            }
        }
        return decoded;
    }

    /** The partition of a record. */
    public static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /**
     * Whether all records that existed when reading started have been handed over, and the caller has polled again
     * since. Another thread can rely on the caller having processed them.
     */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Why no records are being read; empty if they are. For the health of a service. */
    public Optional<String> problem() {
        return attempts.problem();
    }

    /** The next position of each partition, for the offsets of a transaction. */
    public Map<TopicPartition, OffsetAndMetadata> positions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        consumer.get()
                .assignment()
                .forEach(each ->
                        positions.put(each, new OffsetAndMetadata(consumer.get().position(each))));
        return positions;
    }

    /** The group of the consumer, for the offsets of a transaction. */
    public ConsumerGroupMetadata group() {
        return consumer.get().groupMetadata();
    }

    /** Stops the reader, soon and permanently; called by another thread. */
    public void stop() {
        attempts.stop();
        consumer.wakeup();
    }

    /** Whether the reader was stopped. */
    public boolean stopped() {
        return attempts.stopped();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
