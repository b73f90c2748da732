package dev.pentimento.cli.connection;

import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.KafkaClients;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Readers;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.kafka.UnresolvedBrokersException;
import dev.pentimento.platform.kafka.UnusableRecords;
import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A command's connection to Kafka, for reading and writing events. It connects on first use. */
public record Connection(PlatformSettings settings, KafkaClients clients, Topics topics, Events events)
        implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    public static Connection of(PlatformSettings settings) {
        return of(settings, Rights.UNKNOWN);
    }

    /** @param rights rights of the command */
    static Connection of(PlatformSettings settings, Rights rights) {
        Topics topics = new Topics(settings);
        return new Connection(settings, new KafkaClients(settings, rights), topics, new Events(settings, topics));
    }

    /** The addresses of the brokers, as given by the user. */
    public String bootstrapServers() {
        return clients.bootstrapServers();
    }

    /**
     * Creates an admin client, which the caller must close.
     *
     * @throws ConnectionException if no broker's name can be resolved within ten seconds
     */
    public Admin admin() {
        try {
            return clients.admin("pentimento-command", patience());
        } catch (UnresolvedBrokersException e) {
            throw new ConnectionException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Requests the partitions of a topic from the brokers.
     *
     * @throws ConnectionException if no broker answers within ten seconds, or the topic does not exist
     */
    public List<TopicPartition> partitions(Topic topic) {
        String name = topics.name(topic);
        try (Admin admin = admin()) {
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
            throw new KafkaException("interrupted while requesting the topic " + name, e);
        }
    }

    /**
     * Reads the events of a topic, without a consumer group, so nothing is left behind.
     *
     * @param unusable receives a message about each record that cannot be decoded
     * @throws ConnectionException if no broker answers, or the topic does not exist
     */
    public <E extends SpecificRecord> TopicReader<Received<E>> reader(
            Topic topic, Class<E> type, Start start, Consumer<String> unusable) {
        partitions(topic);
        return readers().events("pentimento-reader", Map.of(topic, start), type, noted(unusable), patience());
    }

    /**
     * Reads the records of a topic without decoding them.
     *
     * @throws ConnectionException if no broker answers, or the topic does not exist
     */
    public TopicReader<ConsumerRecord<byte[], byte[]>> reader(Topic topic, Start start) {
        partitions(topic);
        return readers().records("pentimento-reader", Map.of(topic, start), patience());
    }

    /** For readers with special needs. */
    public Readers readers() {
        return new Readers(clients, topics, events);
    }

    /** How long a command waits for brokers or a schema registry to answer. */
    public static Patience patience() {
        return Patience.of(ANSWER_WITHIN);
    }

    /** Informs the user about skipped records. */
    public static UnusableRecords noted(Consumer<String> unusable) {
        return (topic, record, reason) -> unusable.accept(UnusableRecords.description(record, reason));
    }

    private RuntimeException explained(ExecutionException failure, String topic) {
        if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
            return new ConnectionException("the Kafka at " + bootstrapServers() + " has no topic " + topic);
        }
        if (failure.getCause() instanceof TimeoutException) {
            return new ConnectionException("no Kafka broker answers at " + bootstrapServers());
        }
        return new KafkaException("cannot get the topic from Kafka: " + topic, failure);
    }

    @Override
    public void close() {
        events.close();
    }
}
