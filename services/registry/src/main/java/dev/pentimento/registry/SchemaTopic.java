package dev.pentimento.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topic, or checks that the configuration of the existing one cannot lose schemas. */
final class SchemaTopic {
    /** Kept short, so that a caller soon learns that the brokers do not answer. */
    private static final Map<String, Integer> LIMITS = Map.of(
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            10_000,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000);

    private static final int ATTEMPTS = 100;
    private static final int RETRY_MILLIS = 100;

    private SchemaTopic() {}

    /**
     * @param create whether to create the topic; otherwise it must exist
     * @throws StoreException if the brokers do not answer, or the topic cannot store a registry
     */
    static void prepare(Map<String, Object> kafka, String topic, short replicationFactor, boolean create) {
        Map<String, Object> settings = new HashMap<>(kafka);
        if (LIMITS.keySet().stream().noneMatch(kafka::containsKey)) {
            settings.putAll(LIMITS);
        }
        try (Admin admin = Admin.create(settings)) {
            if (create) {
                create(admin, topic, replicationFactor);
                checkOnceKnown(admin, topic);
            } else {
                check(admin, topic);
            }
        } catch (ExecutionException e) {
            throw new StoreException("cannot prepare the topic " + topic + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void create(Admin admin, String topic, short replicationFactor)
            throws ExecutionException, InterruptedException {
        if (exists(admin, topic)) {
            return;
        }
        Optional<Short> replication = replicationFactor == -1 ? Optional.empty() : Optional.of(replicationFactor);
        NewTopic wanted = new NewTopic(topic, Optional.of(1), replication)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw new StoreException(
                        "cannot create the topic " + topic + ": " + e.getCause().getMessage(), e);
            }
            // Another instance created the topic at the same time.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static boolean exists(Admin admin, String topic) throws ExecutionException, InterruptedException {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** It takes a moment until all brokers know a new topic. */
    private static void checkOnceKnown(Admin admin, String topic) throws ExecutionException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                check(admin, topic);
                return;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || attempt == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
    }

    private static void check(Admin admin, String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
        var configured = admin.describeConfigs(List.of(resource)).all().get();
        int partitions = described.values().iterator().next().partitions().size();
        Config config = configured.values().iterator().next();
        String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (partitions != 1 || !cleanup.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new StoreException("the topic " + topic + " has " + partitions + " partitions and cleanup.policy="
                    + cleanup + "; a registry needs 1 partition and cleanup.policy=compact, or it would lose schemas");
        }
    }
}
