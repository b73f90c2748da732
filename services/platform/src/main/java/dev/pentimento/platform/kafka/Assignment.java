package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The partitions that a reader reads, and where it starts. It discovers partitions that are added later. */
final class Assignment {
    private static final Duration REFRESH = Duration.ofSeconds(30);

    private final LazyConsumer consumer;
    private final Map<String, Start> starts = new HashMap<>();
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private @Nullable Instant refreshed;

    Assignment(LazyConsumer consumer, Topics topics, Map<Topic, Start> starts) {
        this.consumer = consumer;
        starts.forEach((topic, start) -> this.starts.put(topics.name(topic), start));
    }

    /**
     * Looks for partitions, unless it did so recently. If it fails, the assignment does not change.
     *
     * @throws UnknownTopicOrPartitionException if a topic is missing
     */
    void refresh(Instant now, Duration timeout) {
        if (refreshed != null && now.isBefore(refreshed.plus(REFRESH))) {
            return;
        }
        Set<TopicPartition> found = new HashSet<>();
        starts.keySet().forEach(topic -> found.addAll(partitions(topic, timeout)));
        List<TopicPartition> added = new ArrayList<>(found);
        added.removeAll(consumer.get().assignment());
        if (!added.isEmpty()) {
            Bounds bounds = Bounds.of(consumer.get(), added, timeout);
            Map<TopicPartition, Long> offsets = new HashMap<>();
            added.forEach(each -> offsets.put(each, offset(each, bounds, timeout)));
            consumer.get().assign(found);
            offsets.forEach(consumer.get()::seek);
            goals.putAll(bounds.ends());
        }
        refreshed = now;
    }

    private List<TopicPartition> partitions(String topic, Duration timeout) {
        List<PartitionInfo> partitions = consumer.get().partitionsFor(topic, timeout);
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("the topic " + topic + " is not there");
        }
        return partitions.stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    private long offset(TopicPartition partition, Bounds bounds, Duration timeout) {
        Start start = starts.getOrDefault(partition.topic(), Start.BEGINNING);
        if (start instanceof Start.Tail tail) {
            return Math.max(bounds.begin(partition), bounds.end(partition) - tail.offsets());
        } else if (start instanceof Start.Offset from) {
            return Math.max(bounds.begin(partition), Math.min(bounds.end(partition), from.offset()));
        } else if (start instanceof Start.At at) {
            OffsetAndTimestamp first = consumer.get()
                    .offsetsForTimes(Map.of(partition, millis(at.time())), timeout)
                    .get(partition);
            return first == null ? bounds.end(partition) : first.offset();
        } else if (start instanceof Start.Committed) {
            OffsetAndMetadata committed =
                    consumer.get().committed(Set.of(partition), timeout).get(partition);
            return committed == null ? bounds.begin(partition) : Math.max(bounds.begin(partition), committed.offset());
        }
        return start instanceof Start.End && refreshed == null ? bounds.end(partition) : bounds.begin(partition);
    }

    /** The consumer refuses times before 1970, and finds no record after the largest time that fits into a long. */
    private static long millis(Instant time) {
        Instant last = Instant.ofEpochMilli(Long.MAX_VALUE);
        return time.isBefore(Instant.EPOCH) ? 0 : time.isAfter(last) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    /** Whether all records that existed when their partition was assigned have been read. */
    boolean reached() {
        goals.entrySet().removeIf(goal -> consumer.get().position(goal.getKey()) >= goal.getValue());
        return refreshed != null && goals.isEmpty();
    }
}
