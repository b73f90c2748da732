package dev.pentimento.platform.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The first offset of each partition, and the one after the last that a reader of committed records can see: the last
 * stable offset, before any transaction that is still open.
 */
record Bounds(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
    static Bounds of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration timeout) {
        return new Bounds(consumer.beginningOffsets(partitions, timeout), consumer.endOffsets(partitions, timeout));
    }

    long begin(TopicPartition partition) {
        return begins.getOrDefault(partition, 0L);
    }

    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }
}
