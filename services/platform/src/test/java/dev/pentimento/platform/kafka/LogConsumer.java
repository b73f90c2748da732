package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a log in memory, which it reads as often as it is sought. The log has gaps where transaction markers
 * stand or records were compacted, its begin and its end may move, and the brokers fail on demand.
 */
public final class LogConsumer extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private final List<Runnable> beforePoll = new ArrayList<>();
    private int polls;

    public LogConsumer() {
        super("earliest");
    }

    /** Makes a topic, or adds partitions to it. */
    public synchronized LogConsumer topic(String topic, int partitions) {
        updatePartitions(
                topic,
                IntStream.range(0, partitions)
                        .mapToObj(number -> new PartitionInfo(topic, number, null, null, null))
                        .toList());
        for (int number = 0; number < partitions; number++) {
            TopicPartition partition = new TopicPartition(topic, number);
            log.computeIfAbsent(partition, none -> new TreeMap<>());
            begin(partition, begins.getOrDefault(partition, 0L));
            end(partition, ends.getOrDefault(partition, 0L));
        }
        return this;
    }

    /** Another consumer of the same log, as it is now. What fails and what happens before polls goes over to it. */
    public synchronized LogConsumer copy() {
        LogConsumer copy = new LogConsumer();
        log.keySet().stream()
                .collect(Collectors.groupingBy(TopicPartition::topic, Collectors.counting()))
                .forEach((topic, partitions) -> copy.topic(topic, partitions.intValue()));
        log.forEach((partition, records) -> {
            copy.begin(partition, begins.get(partition));
            copy.end(partition, ends.get(partition));
            copy.log.get(partition).putAll(records);
        });
        copy.failures.addAll(failures);
        copy.beforePoll.addAll(beforePoll);
        return copy;
    }

    /** Puts a record where the log ends. */
    public synchronized LogConsumer append(TopicPartition partition, @Nullable String key, byte @Nullable [] value) {
        long offset = ends.get(partition);
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                offset * 1000,
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                java.util.Optional.empty());
        log.get(partition).put(offset, record);
        end(partition, offset + 1);
        return this;
    }

    /** Offsets without records, where the log ends. */
    public synchronized LogConsumer gap(TopicPartition partition, int offsets) {
        end(partition, ends.get(partition) + offsets);
        return this;
    }

    public synchronized void compact(TopicPartition partition, long offset) {
        log.get(partition).remove(offset);
    }

    /** Deletes what is before. */
    public synchronized void begin(TopicPartition partition, long offset) {
        begins.put(partition, offset);
        updateBeginningOffsets(Map.of(partition, offset));
        log.get(partition).headMap(offset).clear();
    }

    /** Cuts what is behind. */
    public synchronized void end(TopicPartition partition, long offset) {
        ends.put(partition, offset);
        updateEndOffsets(Map.of(partition, offset));
        log.get(partition).tailMap(offset, true).clear();
    }

    public synchronized void commit(TopicPartition partition, long offset) {
        committed.put(partition, new OffsetAndMetadata(offset));
    }

    /** The next question to the brokers fails so, and the one after it with the next failure. */
    public synchronized LogConsumer fail(RuntimeException... next) {
        failures.addAll(List.of(next));
        return this;
    }

    /** Happens at the begin of the next poll, the second at that of the one after it. */
    public synchronized void beforeNextPoll(Runnable task) {
        beforePoll.add(task);
    }

    public synchronized int polls() {
        return polls;
    }

    private void answer() {
        if (!failures.isEmpty()) {
            throw failures.pop();
        }
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        polls++;
        if (!beforePoll.isEmpty()) {
            beforePoll.remove(0).run();
        }
        answer();
        List<TopicPartition> read =
                assignment().stream().filter(each -> !paused().contains(each)).toList();
        read.forEach(this::offer);
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        read.forEach(this::passGap);
        return records;
    }

    private void offer(TopicPartition partition) {
        if (position(partition) < begins.get(partition) || position(partition) > ends.get(partition)) {
            seek(partition, begins.get(partition)); // out of range, reset to the earliest
        }
        log.get(partition).tailMap(position(partition)).values().forEach(this::addRecord);
    }

    /** A fetch that holds only markers, or only what was compacted. */
    private void passGap(TopicPartition partition) {
        if (log.get(partition).tailMap(position(partition)).isEmpty() && position(partition) < ends.get(partition)) {
            seek(partition, ends.get(partition));
        }
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic, Duration timeout) {
        answer();
        List<PartitionInfo> partitions = super.partitionsFor(topic, timeout);
        return partitions == null ? List.of() : partitions;
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration timeout) {
        answer();
        return super.endOffsets(partitions, timeout);
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
            Set<TopicPartition> partitions, Duration timeout) {
        answer();
        return partitions.stream()
                .filter(committed::containsKey)
                .collect(Collectors.toMap(each -> each, committed::get));
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times, Duration timeout) {
        answer();
        times.values().forEach(time -> {
            if (time < 0) {
                throw new IllegalArgumentException("The target time cannot be negative"); // as the real one does
            }
        });
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        times.forEach((partition, time) -> found.put(
                partition,
                log.get(partition).values().stream()
                        .filter(record -> record.timestamp() >= time)
                        .findFirst()
                        .map(record -> new OffsetAndTimestamp(record.offset(), record.timestamp()))
                        .orElse(null)));
        return found;
    }
}
