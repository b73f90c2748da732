package dev.pentimento.cli.demo;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to its present end, committed records alone. */
final class TopicContents {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ServiceContext context;

    TopicContents(ServiceContext context) {
        this.context = context;
    }

    /** An event and where it stands. */
    record Entry<T>(int partition, long offset, T event) {}

    /** @throws UnusableRecordException if something on the topic is no such event */
    <T extends SpecificRecord> List<Entry<T>> of(Topic topic, Class<T> type) throws UnusableRecordException {
        List<Entry<T>> entries = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = context.clients().consumer("demo-auditor", Map.of())) {
            List<TopicPartition> partitions = consumer
                    .partitionsFor(context.topics().name(topic))
                    .stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!reached(consumer, ends.entrySet())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        T event = context.events().read(topic, record.value(), type);
                        entries.add(new Entry<>(record.partition(), record.offset(), event));
                    }
                }
            }
        }
        return entries;
    }

    private static boolean reached(Consumer<byte[], byte[]> consumer, Set<Map.Entry<TopicPartition, Long>> ends) {
        return ends.stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
