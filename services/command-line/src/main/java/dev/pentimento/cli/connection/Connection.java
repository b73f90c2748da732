package dev.pentimento.cli.connection;

import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.settings.PlatformSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a command needs to read and write events. Nothing is connected before it is used. */
public record Connection(PlatformSettings settings, KafkaClients clients, Topics topics, Events events)
        implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    public static Connection of(PlatformSettings settings) {
        Topics topics = new Topics(settings);
        return new Connection(settings, new KafkaClients(settings), topics, new Events(settings, topics));
    }

    /** Where Kafka is looked for. */
    public String bootstrapServers() {
        return settings.kafka().getOrDefault("bootstrap.servers", "");
    }

    /**
     * The partitions of a topic, asked of the brokers.
     *
     * @throws ConnectionException if none answers within ten seconds, or there is no such topic
     */
    public List<TopicPartition> partitions(Topic topic) {
        String name = topics.name(topic);
        try (Admin admin = clients.admin("pentimento-command")) {
            DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) ANSWER_WITHIN.toMillis());
            TopicDescription description = Objects.requireNonNull(admin.describeTopics(List.of(name), options)
                    .allTopicNames()
                    .get()
                    .get(name));
            return description.partitions().stream()
                    .map(each -> new TopicPartition(name, each.partition()))
                    .toList();
        } catch (ExecutionException e) {
            throw explained(e, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the topic " + name, e);
        }
    }

    private RuntimeException explained(ExecutionException failure, String topic) {
        if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
            return new ConnectionException("the Kafka at " + bootstrapServers() + " has no topic " + topic);
        }
        if (failure.getCause() instanceof TimeoutException) {
            return new ConnectionException("no Kafka broker answers at " + bootstrapServers());
        }
        return new KafkaException("cannot ask Kafka for the topic " + topic, failure);
    }

    @Override
    public void close() {
        events.close();
    }
}
