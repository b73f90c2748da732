package dev.pentimento.cli.connection;

import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/** Reads what is committed in one topic, without a group: whoever only watches leaves nothing behind. */
public final class TopicReader<E extends SpecificRecord> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Connection connection;
    private final Topic topic;
    private final Class<E> type;
    private final Consumer<String> unusable;
    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private volatile boolean stopped;

    /**
     * One record.
     *
     * @param event none: the record takes back what was under its key
     */
    public record Received<E>(String key, Optional<E> event) {}

    /** @param unusable is told of records that cannot be decoded, which are passed over */
    public TopicReader(Connection connection, Topic topic, Class<E> type, Consumer<String> unusable) {
        this.connection = connection;
        this.topic = topic;
        this.type = type;
        this.unusable = unusable;
        this.consumer = connection
                .clients()
                .consumer("pentimento-reader", Map.of("allow.auto.create.topics", false, "enable.metrics.push", false));
    }

    /** Reads everything up to the end as it is now. */
    public void readToEnd(Consumer<Received<E>> reader) {
        assign(true);
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!stopped && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                decode(record).ifPresent(reader);
            }
        }
    }

    /** Reads until the reader returns false or {@link #stop()} is called. */
    public void follow(boolean fromBeginning, Predicate<Received<E>> reader) {
        assign(fromBeginning);
        try {
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<Received<E>> received = decode(record);
                    if (received.isPresent() && !reader.test(received.get())) {
                        return;
                    }
                }
            }
        } catch (WakeupException e) {
            // stop() was called
        }
    }

    /** Ends {@link #follow} soon; for another thread. */
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    private void assign(boolean fromBeginning) {
        List<TopicPartition> partitions = connection.partitions(topic);
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
    }

    private Optional<Received<E>> decode(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            return Optional.of(new Received<>(key, Optional.empty()));
        }
        try {
            return Optional.of(
                    new Received<>(key, Optional.of(connection.events().read(topic, record.value(), type))));
        } catch (UnusableRecordException e) {
            unusable.accept("passed over offset " + record.offset() + " of " + record.topic() + "-" + record.partition()
                    + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
