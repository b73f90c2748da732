package dev.pentimento.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsTest {
    private final Topics topics = new Topics(PlatformSettings.from(Settings.of(Map.of("topic.prefix", "clinic."))));

    @Test
    void everyNameHasThePrefixOfTheInstallation() {
        assertThat(topics.name(Topic.LABELS)).isEqualTo("clinic.labels");
        assertThat(topics.prefixed("trainer")).isEqualTo("clinic.trainer");
    }

    @ParameterizedTest
    @EnumSource
    void aTopicIsFoundByItsName(Topic topic) {
        assertThat(topics.topic(topics.name(topic))).isEqualTo(topic);
    }

    @Test
    void aNameWithoutThePrefixIsNoTopicOfOurs() {
        assertThatThrownBy(() -> topics.topic("labels"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labels");
    }

    @ParameterizedTest
    @EnumSource
    void aTopicsEventsHaveASchemaOfTheirOwn(Topic topic) {
        assertThat(topic.schema().getFullName()).isEqualTo(topic.type().getName());
        assertThat(Arrays.stream(Topic.values()).map(Topic::type)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void whatMustStayInOrderHasOnePartition(Topic topic) {
        boolean single = List.of(
                        Topic.PREDICTION_QUALITY,
                        Topic.EMBEDDING_DRIFT,
                        Topic.MODEL_CANDIDATES,
                        Topic.MODEL_VERSIONS,
                        Topic.MODEL_ARTIFACTS,
                        Topic.MODEL_COMMANDS,
                        Topic.ALARM_DECISIONS,
                        Topic.NOTIFICATIONS)
                .contains(topic);

        assertThat(topic.partitioned()).isEqualTo(!single);
    }

    @ParameterizedTest
    @EnumSource
    void aTopicIsPlannedAsTheSettingsSay(Topic topic) {
        Topics planned = new Topics(PlatformSettings.from(Settings.of(Map.of(
                "topic.prefix", "clinic.",
                "topic.partitions", "6",
                "topic.replication.factor", "3",
                "topic.min.insync.replicas", "2",
                "topic.max.message.bytes", "8388608",
                "topic.retention.images", "P1D"))));

        TopicPlan plan = planned.plan(topic);

        assertThat(plan.name()).isEqualTo("clinic." + topic.baseName());
        assertThat(plan.partitions()).isEqualTo(topic.partitioned() ? 6 : 1);
        assertThat(plan.exactly()).isEqualTo(!topic.partitioned());
        assertThat(plan.replicas()).isEqualTo((short) 3);
        assertThat(plan.configuration())
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("cleanup.policy", topic.cleanup());
        assertThat(plan.configuration().get("max.message.bytes")).isEqualTo(topic.large() ? "8388608" : null);
        assertThat(plan.configuration().containsKey("retention.ms"))
                .isEqualTo(topic.cleanup().contains("delete"));
        if (topic == Topic.IMAGES) {
            assertThat(plan.configuration()).containsEntry("retention.ms", "86400000");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftToTheBrokerIsNotPlanned(Topic topic) {
        TopicPlan plan = topics.plan(topic);

        assertThat(plan.replicas()).isEqualTo((short) -1);
        assertThat(plan.configuration()).doesNotContainKey("min.insync.replicas");
    }
}
