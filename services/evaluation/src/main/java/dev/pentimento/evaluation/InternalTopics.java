package dev.pentimento.evaluation;

import dev.pentimento.evaluation.pacing.CommitPaces;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.time.MonotonicClock;
import dev.pentimento.platform.tracing.Tracing;
import dev.pentimento.serving.judges.ServingVersions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.state.Stores;

/**
 * The internal topics of the stream, as Kafka Streams creates them; for users who create topics before the start.
 */
public final class InternalTopics {
    /** Kafka Streams deletes the records that it has read from repartition topics, so their segments are small. */
    private static final String REPARTITION_SEGMENT_BYTES = "52428800";

    private InternalTopics() {}

    /** The required settings of each internal topic. */
    public static List<TopicPlan> plans(EvaluationSettings settings, PlatformSettings platform) {
        try (ServiceContext context = ServiceContext.of(platform, new SimpleMeterRegistry(), new Health())) {
            String applicationId = context.topics().prefixed(settings.applicationId());
            StreamPartitions partitions = new StreamPartitions(
                    EvaluationTopology.build(
                                    settings,
                                    context,
                                    new ServingVersions(new MonotonicClock()),
                                    new SetAsideRecords(context.metrics()),
                                    Tracing.OFF,
                                    new CommitPaces(settings.commitInterval(), new MonotonicClock()),
                                    Stores::persistentKeyValueStore)
                            .describe(),
                    applicationId,
                    settings.partitions());
            return partitions
                    .internal(Map.of(context.topics().name(Topic.EMBEDDINGS), platform.topicPartitions()))
                    .entrySet()
                    .stream()
                    .map(each -> new TopicPlan(
                            each.getKey(),
                            each.getValue(),
                            true,
                            platform.replicationFactor(),
                            configuration(each.getKey(), platform)))
                    .toList();
        }
    }

    private static Map<String, String> configuration(String topic, PlatformSettings platform) {
        Map<String, String> configuration = new TreeMap<>(StreamSettings.internalTopics(platform.topics()));
        if (StreamPartitions.isRepartition(topic)) {
            configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            configuration.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
            configuration.put(TopicConfig.SEGMENT_BYTES_CONFIG, REPARTITION_SEGMENT_BYTES);
        } else {
            configuration.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        return configuration;
    }
}
