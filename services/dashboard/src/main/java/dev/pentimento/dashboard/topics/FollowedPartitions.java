package dev.pentimento.dashboard.topics;

import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Which partitions are read and from where; partitions that are added later are found. */
final class FollowedPartitions {
    private static final Duration REFRESH = Duration.ofSeconds(30);
    /** A broker that takes longer is told as a problem. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Topic> topics = new HashMap<>();
    private final int tail;
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private @Nullable Instant refreshed;

    FollowedPartitions(Consumer<byte[], byte[]> consumer, Topics names, int tail) {
        this.consumer = consumer;
        this.tail = tail;
        for (FollowedTopic followed : FollowedTopic.values()) {
            topics.put(names.name(followed.topic()), followed.topic());
        }
    }

    Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalArgumentException(name + " is not followed");
        }
        return topic;
    }

    /** @return what is missing, if anything: then nothing is read yet */
    Optional<String> refresh(Instant now) {
        if (refreshed != null && now.isBefore(refreshed.plus(REFRESH))) {
            return Optional.empty();
        }
        Set<TopicPartition> found = new HashSet<>();
        for (String name : topics.keySet()) {
            List<PartitionInfo> partitions = consumer.partitionsFor(name, ANSWER);
            if (partitions == null || partitions.isEmpty()) {
                return Optional.of("the topic " + name + " is not there");
            }
            partitions.forEach(partition -> found.add(new TopicPartition(name, partition.partition())));
        }
        refreshed = now;
        List<TopicPartition> added = new ArrayList<>(found);
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            consumer.assign(found);
            seek(added);
        }
        return Optional.empty();
    }

    private void seek(List<TopicPartition> added) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(added);
        Map<TopicPartition, Long> ends = consumer.endOffsets(added);
        for (TopicPartition partition : added) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            boolean whole = FollowedTopic.of(topic(partition.topic())).whole();
            consumer.seek(partition, whole ? begin : Math.max(begin, end - tail));
            goals.put(partition, end);
        }
    }

    /** Whether everything has been read that was there when reading began. */
    boolean caughtUp() {
        goals.entrySet().removeIf(goal -> consumer.position(goal.getKey()) >= goal.getValue());
        return goals.isEmpty();
    }
}
