package dev.pentimento.evaluation;

import dev.pentimento.platform.settings.TopicCreation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker for the partitions of the stream's topics, before the stream starts. */
final class StartCheck {
    private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);
    private static final int TIMEOUT_MILLIS = 5_000;

    private final StreamPartitions expected;
    private final String group;
    private final TopicCreation creation;

    StartCheck(StreamPartitions expected, String group, TopicCreation creation) {
        this.expected = expected;
        this.group = group;
        this.creation = creation;
    }

    /**
     * Logs sources that have fewer partitions than before. If the broker does not answer, the stream may still start,
     * because it waits for the broker itself.
     *
     * @return why the stream cannot start
     * @throws UnknownTopicOrPartitionException if an internal topic is missing that the stream must not create
     * @throws AuthorizationException if the broker refuses a topic or the group
     */
    Optional<String> problem(Admin admin) {
        try {
            Map<String, Integer> found = found(admin);
            requireInternal(found);
            expected.shrunk(found, committed(admin)).forEach(LOG::warn);
            return expected.changed(found);
        } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
            throw e;
        } catch (ExecutionException | KafkaException e) {
            if (e.getCause() instanceof AuthorizationException refusal) {
                throw refusal;
            }
            LOG.warn("could not check the partitions of the stream's topics: {}", e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Otherwise, Kafka Streams would create them. */
    private void requireInternal(Map<String, Integer> found) {
        Set<String> missing = new TreeSet<>(expected.internalNames());
        missing.removeAll(found.keySet());
        if (creation == TopicCreation.NEVER && !missing.isEmpty()) {
            throw new UnknownTopicOrPartitionException("internal topics of the evaluation are missing, and"
                    + " topics.create is never: " + String.join(", ", missing)
                    + "; 'pentimento topics --create --internal' creates them");
        }
    }

    private Map<String, Integer> found(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> topics = new HashSet<>(expected.internalNames());
        topics.addAll(expected.sources());
        Map<String, Integer> found = new HashMap<>();
        for (var each : admin.describeTopics(topics, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MILLIS))
                .topicNameValues()
                .entrySet()) {
            try {
                found.put(each.getKey(), each.getValue().get().partitions().size());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    throw new TopicAuthorizationException(Set.of(each.getKey()));
                } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private Set<TopicPartition> committed(Admin admin) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group, new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MILLIS))
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet();
    }
}
