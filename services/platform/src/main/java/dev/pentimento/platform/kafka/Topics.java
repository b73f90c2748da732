package dev.pentimento.platform.kafka;

import dev.pentimento.platform.rights.Rights;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.TopicCreation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Names and creates the topics of one installation. */
public record Topics(PlatformSettings settings) {
    public String name(Topic topic) {
        return settings.topicPrefix() + topic.baseName();
    }

    /**
     * The topic with this name.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> name(topic).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of our topics"));
    }

    /** Adds the installation's prefix to another name, such as a group or a transactional id. */
    public String prefixed(String name) {
        return settings.topicPrefix() + name;
    }

    /** The required settings of a topic. */
    public TopicPlan plan(Topic topic) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanup());
        if (topic.large()) {
            configuration.put(
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "" + settings.topics().maxMessageBytes());
        }
        settings.topics()
                .retention(topic.baseName())
                .ifPresent(time -> configuration.put(TopicConfig.RETENTION_MS_CONFIG, "" + time.toMillis()));
        if (settings.topics().minInsyncReplicas() > 0) {
            configuration.put(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    "" + settings.topics().minInsyncReplicas());
        }
        return new TopicPlan(
                name(topic),
                topic.partitioned() ? settings.topicPartitions() : 1,
                !topic.partitioned(),
                settings.replicationFactor(),
                configuration);
    }

    /** The required settings of every topic. */
    public List<TopicPlan> plans() {
        return Arrays.stream(Topic.values()).map(this::plan).toList();
    }

    /** Their names. */
    public List<String> names(Topic... wanted) {
        return Arrays.stream(wanted).map(this::name).toList();
    }

    /**
     * The rights of a service, and those to create its topics if {@code topics.create} allows it; also for the topics
     * of its own prefix.
     */
    public Rights orCreated(Rights service) {
        return settings.topics().creation() == TopicCreation.MISSING ? service.creating() : service;
    }

    /** The topics that a program has a right on. */
    public Set<Topic> of(Rights rights) {
        return Arrays.stream(Topic.values())
                .filter(topic -> rights.namesTopic(name(topic)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The names of the topics that do not exist on the broker.
     *
     * @throws TopicAuthorizationException that names the topics that the broker does not show to this user
     * @throws KafkaException if the broker does not answer
     */
    public static List<String> missing(Admin admin, Collection<String> names) {
        List<String> missing = new ArrayList<>();
        Set<String> refused = new TreeSet<>();
        admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
            Throwable problem = problem(answer);
            if (problem instanceof UnknownTopicOrPartitionException) {
                missing.add(name);
            } else if (problem instanceof TopicAuthorizationException) {
                refused.add(name);
            } else if (problem != null) {
                throw new KafkaException("cannot list the topics: " + problem.getMessage(), problem);
            }
        });
        if (!refused.isEmpty()) {
            throw new TopicAuthorizationException(refused);
        }
        return names.stream().filter(missing::contains).toList();
    }

    private static @Nullable Throwable problem(KafkaFuture<?> answer) {
        try {
            answer.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while listing the topics", e);
        }
    }

    /**
     * Fails while topics are missing; for services that must not create them.
     *
     * @throws UnknownTopicOrPartitionException naming them
     * @throws KafkaException if the broker does not answer
     */
    public void require(Admin admin, Set<Topic> needed) {
        List<String> missing =
                missing(admin, needed.stream().map(this::name).sorted().toList());
        if (!missing.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topics are missing, and topics.create is never: "
                    + String.join(", ", missing) + "; 'pentimento topics --create' creates them");
        }
    }

    /**
     * Creates the missing ones of these topics. Existing topics keep their owner's configuration.
     *
     * @return the names of the topics that were created
     * @throws KafkaException if the broker refuses
     */
    public List<String> createMissing(Admin admin, Set<Topic> needed) {
        return createMissing(admin, needed.stream().sorted().map(this::plan).toList());
    }

    /**
     * Creates all missing topics. Existing topics keep their owner's configuration.
     *
     * @return the names of the topics that were created
     * @throws KafkaException if the broker refuses
     */
    public List<String> createMissing(Admin admin) {
        return createMissing(admin, plans());
    }

    /**
     * Creates the missing ones of these topics, as planned.
     *
     * @return the names of the topics that were created
     * @throws KafkaException if the broker refuses
     */
    public static List<String> createMissing(Admin admin, List<TopicPlan> plans) {
        List<String> missing =
                missing(admin, plans.stream().map(TopicPlan::name).toList());
        List<String> created = new ArrayList<>();
        for (TopicPlan plan : plans) {
            if (missing.contains(plan.name()) && create(admin, plan)) {
                created.add(plan.name());
            }
        }
        return created;
    }

    private static boolean create(Admin admin, TopicPlan plan) {
        try {
            admin.createTopics(List.of(plan.toCreate())).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // another service created it first
            }
            if (e.getCause() instanceof AuthorizationException) {
                throw new TopicAuthorizationException(
                        "cannot create the topic " + plan.name() + ": " + e.getMessage(), Set.of(plan.name()));
            }
            boolean refused = e.getCause() instanceof PolicyViolationException
                    || e.getCause() instanceof InvalidConfigurationException;
            String advice = refused ? "; the settings topic.* determine its configuration" : "";
            throw new KafkaException("cannot create the topic " + plan.name() + advice + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while creating the topics", e);
        }
    }
}
