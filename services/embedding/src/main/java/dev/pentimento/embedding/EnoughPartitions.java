package dev.pentimento.embedding;

import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Checks partitions at startup: embeddings of partition p of {@code images} go to partition p of {@code embeddings}.
 */
final class EnoughPartitions {
    private EnoughPartitions() {}

    static void require(Consumer<byte[], byte[]> consumer, Topics topics) {
        String images = topics.name(Topic.IMAGES);
        String embeddings = topics.name(Topic.EMBEDDINGS);
        int from = count(consumer, images);
        int to = count(consumer, embeddings);
        if (to < from) {
            throw new UnrecoverableException("topic " + embeddings + " has " + to + " partitions and " + images
                    + " has " + from + "; give " + embeddings + " at least " + from);
        }
    }

    private static int count(Consumer<byte[], byte[]> consumer, String topic) {
        int partitions = consumer.partitionsFor(topic).size();
        if (partitions == 0) {
            throw new UnrecoverableException("topic " + topic + " does not exist");
        }
        return partitions;
    }
}
