package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Names and creates the topics of one installation. */
public record Topics(PlatformSettings settings) {
    public String name(Topic topic) {
        return settings.topicPrefix() + topic.baseName();
    }

    /**
     * The topic of this name.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    Topic topic(String name) {
        return Arrays.stream(Topic.values())
                .filter(topic -> name(topic).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is none of our topics"));
    }

    /** The installation's prefix before another name, such as that of a group or a transactional id. */
    public String prefixed(String name) {
        return settings.topicPrefix() + name;
    }

    /** How a topic must be. */
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

    /** How every topic must be. */
    public List<TopicPlan> plans() {
        return Arrays.stream(Topic.values()).map(this::plan).toList();
    }

    /**
     * The names of those that the broker has not, or does not show to this user.
     *
     * @throws KafkaException if the broker does not answer
     */
    public static List<String> missing(Admin admin, Collection<String> names) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            return names.stream().filter(name -> !existing.contains(name)).toList();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot ask for the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while asking for the topics", e);
        }
    }

    /**
     * Fails while topics are missing, for services that must not create any.
     *
     * @throws UnknownTopicOrPartitionException naming them
     * @throws KafkaException if the broker does not answer
     */
    public void require(Admin admin, Set<Topic> needed) {
        List<String> missing =
                missing(admin, needed.stream().map(this::name).sorted().toList());
        if (!missing.isEmpty()) {
            throw new UnknownTopicOrPartitionException("topics are missing or not shown to this user, and topics.create"
                    + " is never: " + String.join(", ", missing) + "; 'pentimento topics --create' creates them");
        }
    }

    /**
     * Creates the missing topics. Existing topics stay as their owner configured them.
     *
     * @return the names of the topics that were created
     * @throws KafkaException if the broker refuses
     */
    public List<String> createMissing(Admin admin) {
        return createMissing(admin, plans());
    }

    /**
     * Creates those topics that are missing, as planned.
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
            boolean refused = e.getCause() instanceof PolicyViolationException
                    || e.getCause() instanceof InvalidConfigurationException;
            String advice = refused ? "; the settings topic.* say how it must be" : "";
            throw new KafkaException("cannot create the topic " + plan.name() + advice + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException("interrupted while creating the topics", e);
        }
    }
}
