package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.disk.StoreMemory;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.TopicPlan;
import dev.pentimento.platform.operations.Health;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import dev.pentimento.platform.settings.TopicSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class InternalTopicsTest {
    private final Settings settings = Settings.of(Map.of(
            "topic.prefix", "p.",
            "topic.replication.factor", "3",
            "topic.min.insync.replicas", "2",
            "topic.max.message.bytes", "8388608",
            "evaluation.partitions", "6"));
    private final PlatformSettings platform = PlatformSettings.from(settings);

    @Test
    void theyAreAsDurableAsOursAndTakeTheLargestRecord() {
        List<TopicPlan> plans = InternalTopics.plans(EvaluationSettings.from(settings, platform), platform);

        assertThat(plans).hasSize(15).allSatisfy(plan -> {
            assertThat(plan.replicas()).isEqualTo((short) 3);
            assertThat(plan.exactly()).isTrue();
            assertThat(plan.configuration())
                    .containsEntry("min.insync.replicas", "2")
                    .containsEntry("max.message.bytes", "8388608");
        });
        assertThat(plan(plans, "p.evaluation-opinions-repartition").configuration())
                .containsEntry("cleanup.policy", "delete")
                .containsEntry("retention.ms", "-1");
        assertThat(plan(plans, "p.evaluation-images-changelog").partitions()).isEqualTo(6);
        assertThat(plan(plans, "p.evaluation-images-changelog").configuration())
                .containsEntry("cleanup.policy", "compact")
                .doesNotContainKey("retention.ms");
    }

    /** Those that Kafka Streams creates itself must not differ. */
    @Test
    void kafkaStreamsIsToldTheSame() {
        EvaluationSettings evaluation = EvaluationSettings.from(settings, platform);
        try (ServiceContext context = ServiceContext.of(platform, new SimpleMeterRegistry(), new Health());
                StoreMemory memory = new StoreMemory(evaluation.stateMemory())) {
            Properties properties =
                    StreamSettings.of(evaluation, context, new SetAsideRecords(context.metrics()), memory);

            assertThat(properties)
                    .containsEntry(StreamsConfig.REPLICATION_FACTOR_CONFIG, 3)
                    .containsEntry("topic.min.insync.replicas", "2")
                    .containsEntry("topic.max.message.bytes", "8388608")
                    .containsEntry("producer.max.request.size", 8_388_608)
                    .containsEntry("consumer.max.partition.fetch.bytes", 8_388_608);
        }
    }

    @Test
    void retentionThatIsShorterThanTheWaitForLabelsIsTold() {
        EvaluationSettings patient =
                EvaluationSettings.from(settings.with(Map.of("evaluation.retention", "P61D")), platform);
        TopicSettings topics = platform.topics();

        assertThat(patient.deletedTooSoon(topics))
                .hasSize(3)
                .first()
                .asString()
                .contains("evaluation.retention is PT1464H", "topic.retention.outcomes is PT1440H");
        assertThat(EvaluationSettings.from(settings, platform).deletedTooSoon(topics))
                .isEmpty();
    }

    private static TopicPlan plan(List<TopicPlan> plans, String name) {
        return plans.stream()
                .filter(plan -> plan.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
