package dev.pentimento.platform.kafka;

import dev.pentimento.platform.settings.PlatformSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Names of the topics in one installation, and their creation. */
public final class Topics {
    private final PlatformSettings settings;

    public Topics(PlatformSettings settings) {
        this.settings = settings;
    }

    public String name(Topic topic) {
        return settings.topicPrefix() + topic.baseName();
    }

    /** A name of ours that is no topic, such as a group or a transactional id, under the installation's prefix. */
    public String prefixed(String name) {
        return settings.topicPrefix() + name;
    }

    /**
     * Creates what is missing; what is there stays as its owner set it up.
     *
     * @return the names of the topics that were created
     * @throws KafkaException if the broker refuses
     */
    public List<String> createMissing(Admin admin) {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<String> created = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                if (!existing.contains(name(topic)) && create(admin, topic)) {
                    created.add(name(topic));
                }
            }
            return created;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot create the topics: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating the topics", e);
        }
    }

    private boolean create(Admin admin, Topic topic) throws InterruptedException, ExecutionException {
        Optional<Short> replicas =
                settings.replicationFactor() < 1 ? Optional.empty() : Optional.of(settings.replicationFactor());
        NewTopic wanted = new NewTopic(
                        name(topic), Optional.of(topic.partitioned() ? settings.topicPartitions() : 1), replicas)
                .configs(topic.configuration());
        try {
            admin.createTopics(List.of(wanted)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // another service was quicker
            }
            throw e;
        }
    }
}
