package dev.pentimento.cli.topics;

import dev.pentimento.cli.connection.Connection;
import dev.pentimento.cli.connection.ConnectionException;
import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers for the topics of an installation and compares them with what they must be. */
final class TopicStates {
    private static final String CLEANUP = "cleanup.policy";
    private static final String LARGEST = "max.message.bytes";
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Connection connection;
    private final Admin admin;

    TopicStates(Connection connection, Admin admin) {
        this.connection = connection;
        this.admin = admin;
    }

    /** @throws ConnectionException if no broker answers */
    List<TopicState> read() {
        try {
            Map<Topic, TopicDescription> described = new HashMap<>();
            for (Topic topic : Topic.values()) {
                describe(topic, described);
            }
            int images = described.containsKey(Topic.IMAGES)
                    ? described.get(Topic.IMAGES).partitions().size()
                    : 0;
            List<TopicState> states = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                TopicDescription description = described.get(topic);
                states.add(
                        description == null
                                ? TopicState.missing(connection.topics().name(topic))
                                : state(topic, description, images));
            }
            return states;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new ConnectionException("no Kafka broker answers at " + connection.bootstrapServers());
            }
            throw new KafkaException("cannot ask Kafka for the topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the topics", e);
        }
    }

    /** The same when the broker that is asked has heard of topics which were created just now. */
    List<TopicState> readWith(List<String> created) {
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (true) {
            List<TopicState> states = read();
            boolean complete = states.stream().noneMatch(state -> state.isMissing() && created.contains(state.name()));
            if (complete || System.nanoTime() > deadline) {
                return states;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void describe(Topic topic, Map<Topic, TopicDescription> described)
            throws ExecutionException, InterruptedException {
        String name = connection.topics().name(topic);
        try {
            DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) ANSWER_WITHIN.toMillis());
            TopicDescription description = admin.describeTopics(List.of(name), options)
                    .allTopicNames()
                    .get()
                    .get(name);
            if (description != null) {
                described.put(topic, description);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }

    private TopicState state(Topic topic, TopicDescription description, int imagePartitions)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, description.name());
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        String cleanup = config.get(CLEANUP).value();
        String largest = config.get(LARGEST).value();
        int partitions = description.partitions().size();
        return new TopicState(
                description.name(),
                "" + partitions,
                "" + description.partitions().get(0).replicas().size(),
                cleanup,
                largest,
                problems(topic, partitions, imagePartitions, cleanup, largest));
    }

    private static List<String> problems(
            Topic topic, int partitions, int imagePartitions, String cleanup, String largest) {
        List<String> problems = new ArrayList<>();
        if (!topic.partitioned() && partitions != 1) {
            problems.add("must have one partition, since the order of all its records matters");
        }
        if (topic == Topic.EMBEDDINGS && partitions < imagePartitions) {
            problems.add("must have at least the " + imagePartitions + " partitions of images");
        }
        String wanted = topic.configuration().get(CLEANUP);
        if (wanted != null && !policies(wanted).equals(policies(cleanup))) {
            problems.add(CLEANUP + " must be " + wanted);
        }
        String least = topic.configuration().get(LARGEST);
        if (least != null && Long.parseLong(largest) < Long.parseLong(least)) {
            problems.add(LARGEST + " must be at least " + least);
        }
        return problems;
    }

    private static Set<String> policies(String policy) {
        return new TreeSet<>(Arrays.asList(policy.replace(" ", "").split(",")));
    }
}
