package dev.pentimento.cli.topics;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics from the brokers. */
final class ActualTopics {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Connection connection;
    private final Admin admin;

    ActualTopics(Connection connection, Admin admin) {
        this.connection = connection;
        this.admin = admin;
    }

    /**
     * Returns the topics with these names that exist.
     *
     * @throws ConnectionException if no broker answers
     */
    Map<String, ActualTopic> read(Collection<String> names) {
        try {
            Map<String, ActualTopic> topics = new HashMap<>();
            Map<String, TopicDescription> described = described(names);
            Map<String, Map<String, String>> configurations = configurations(described.keySet());
            described.forEach((name, topic) -> topics.put(
                    name,
                    new ActualTopic(
                            topic.partitions().size(),
                            topic.partitions().get(0).replicas().size(),
                            Objects.requireNonNull(configurations.get(name)))));
            return topics;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new ConnectionException("no Kafka broker answers at " + connection.bootstrapServers());
            }
            throw new KafkaException("cannot get the topics from Kafka", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while requesting the topics", e);
        }
    }

    /** Reads repeatedly until the broker reports a change, for at most ten seconds. */
    Map<String, ActualTopic> readUntil(Collection<String> names, Predicate<Map<String, ActualTopic>> heard) {
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (true) {
            Map<String, ActualTopic> topics = read(names);
            if (heard.test(topics) || System.nanoTime() > deadline) {
                return topics;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Map<String, TopicDescription> described(Collection<String> names)
            throws ExecutionException, InterruptedException {
        Map<String, TopicDescription> described = new HashMap<>();
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) ANSWER_WITHIN.toMillis());
        for (Map.Entry<String, KafkaFuture<TopicDescription>> each :
                admin.describeTopics(names, options).topicNameValues().entrySet()) {
            try {
                described.put(each.getKey(), each.getValue().get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return described;
    }

    private Map<String, Map<String, String>> configurations(Collection<String> names)
            throws ExecutionException, InterruptedException {
        DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs((int) ANSWER_WITHIN.toMillis());
        Map<ConfigResource, Config> found = admin.describeConfigs(
                        names.stream()
                                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                                .toList(),
                        options)
                .all()
                .get();
        Map<String, Map<String, String>> configurations = new HashMap<>();
        found.forEach((resource, config) -> configurations.put(resource.name(), values(config)));
        return configurations;
    }

    private static Map<String, String> values(Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }
}
