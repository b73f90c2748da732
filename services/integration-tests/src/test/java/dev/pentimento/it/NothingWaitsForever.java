package dev.pentimento.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The guarantee that each reader has read its topic to the end, and has committed that. */
record NothingWaitsForever(ServiceContext context, CommittedLog log) {
    private static final Map<String, List<Topic>> READERS =
            Map.of("embedding", List.of(Topic.IMAGES), "evaluation", List.of(Topic.EMBEDDINGS, Topic.LABELS));

    void holds() {
        READERS.forEach((group, topics) -> {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    committed(context.topics().prefixed(group));
            topics.forEach(topic -> lastRecords(topic)
                    .forEach((partition, last) -> assertThat(
                                    committed.containsKey(partition)
                                            ? committed.get(partition).offset()
                                            : 0)
                            .as("what %s has read of %s", group, partition)
                            .isGreaterThan(last)));
        });
    }

    /** Markers of transactions stand behind the last record, so the end of the partition says nothing. */
    private Map<TopicPartition, Long> lastRecords(Topic topic) {
        Map<TopicPartition, Long> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : log.records(topic)) {
            last.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::max);
        }
        return last;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        try (Admin admin = context.clients().admin("test")) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError("cannot ask for the offsets of " + group, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
