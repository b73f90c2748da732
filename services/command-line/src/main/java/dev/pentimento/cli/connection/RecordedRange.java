package dev.pentimento.cli.connection;

import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of a topic from a time on, up to its end as it is at the begin of the reading. Without a group,
 * so that nothing is left behind. There is no end in time: timestamps need not rise with the offsets.
 */
public final class RecordedRange {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Connection connection;
    private final Reading reading;

    /** Is told how far the reading is. */
    @FunctionalInterface
    public interface Reading {
        /** @param total offsets between begin and end; not every one is a record */
        void at(Topic topic, long done, long total);
    }

    public RecordedRange(Connection connection, Reading reading) {
        this.connection = connection;
        this.reading = reading;
    }

    /**
     * Reads some records at a time.
     *
     * @param from no record with this timestamp or a later one is left out; earlier ones may be among those read
     */
    public void read(Topic topic, Instant from, Consumer<List<ConsumerRecord<byte[], byte[]>>> reader) {
        List<TopicPartition> partitions = connection.partitions(topic);
        try (var consumer = connection
                .clients()
                .consumer(
                        "pentimento-range", Map.of("allow.auto.create.topics", false, "enable.metrics.push", false))) {
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> times =
                    partitions.stream().collect(Collectors.toMap(each -> each, each -> from.toEpochMilli()));
            consumer.offsetsForTimes(times)
                    .forEach((partition, found) -> consumer.seek(
                            partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
            long begin = positions(consumer);
            long total = ends.values().stream().mapToLong(Long::longValue).sum() - begin;
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                    if (record.offset() < ends.getOrDefault(partition, 0L)) {
                        records.add(record);
                    }
                }
                if (!records.isEmpty()) {
                    reader.accept(records);
                }
                reading.at(topic, positions(consumer) - begin, total);
            }
        }
    }

    private static long positions(org.apache.kafka.clients.consumer.Consumer<?, ?> consumer) {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }
}
