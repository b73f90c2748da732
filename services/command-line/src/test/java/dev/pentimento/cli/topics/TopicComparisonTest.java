package dev.pentimento.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.cli.topics.TopicDifference.Remedy;
import dev.pentimento.platform.kafka.TopicPlan;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicComparisonTest {
    private static final Map<String, String> AS_PLANNED = Map.of(
            "cleanup.policy", "compact,delete",
            "max.message.bytes", "8388608",
            "min.insync.replicas", "2",
            "retention.ms", "1000",
            "segment.bytes", "100");

    @Test
    void aTopicAsPlannedHasNoDifference() {
        assertThat(TopicComparison.differences(plan(false), actual(4, 3, Map.of())))
                .isEmpty();
    }

    @Test
    void orderOfPoliciesMorePartitionsAndLargerRecordsAreNoDifference() {
        Map<String, String> generous = Map.of("cleanup.policy", "delete, compact", "max.message.bytes", "9999999");

        assertThat(TopicComparison.differences(plan(false), actual(9, 3, generous)))
                .isEmpty();
    }

    @Test
    void aMissingTopicIsCreated() {
        assertThat(TopicComparison.differences(plan(false), null))
                .singleElement()
                .extracting(TopicDifference::remedy)
                .isEqualTo(Remedy.CREATE);
    }

    @ParameterizedTest
    @CsvSource({
        "max.message.bytes, 1000, at least 8388608, ALTER",
        "max.message.bytes, '', at least 8388608, ALTER",
        "min.insync.replicas, 1, 2, ALTER",
        "segment.bytes, 7, 100, ALTER",
        "retention.ms, 999, 1000, ALTER",
        "retention.ms, 1001, 1000, ALTER_AND_DELETE",
        "retention.ms, -1, 1000, ALTER_AND_DELETE",
        "cleanup.policy, compact, 'compact,delete', ALTER_AND_DELETE",
        "cleanup.policy, delete, 'compact,delete', ALTER_AND_DELETE"
    })
    void aSettingIsAlteredAndLossesAreKnown(String setting, String is, String shouldBe, Remedy remedy) {
        assertThat(TopicComparison.differences(plan(false), actual(4, 3, Map.of(setting, is))))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.setting()).isEqualTo(setting);
                    assertThat(difference.is()).isEqualTo(is);
                    assertThat(difference.shouldBe()).isEqualTo(shouldBe);
                    assertThat(difference.wanted())
                            .isEqualTo(plan(false).configuration().get(setting));
                    assertThat(difference.remedy()).isEqualTo(remedy);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "false, 3, 3, partitions, at least 4, keys would move",
        "true, 5, 3, partitions, 4, order",
        "true, 3, 3, partitions, 4, order",
        "false, 4, 2, replicas, 3, kafka-reassign-partitions"
    })
    void partitionsAndReplicasAreToldAndNotAltered(
            boolean exactly, int partitions, int replicas, String setting, String shouldBe, String advice) {
        assertThat(TopicComparison.differences(plan(exactly), actual(partitions, replicas, Map.of())))
                .singleElement()
                .satisfies(difference -> {
                    assertThat(difference.setting()).isEqualTo(setting);
                    assertThat(difference.shouldBe()).isEqualTo(shouldBe);
                    assertThat(difference.advice()).contains(advice);
                    assertThat(difference.alterable()).isFalse();
                });
    }

    /** It would take no records any more. */
    @Test
    void aTopicWithOneReplicaIsNotGivenTwoInSync() {
        assertThat(TopicComparison.differences(plan(false), actual(4, 1, Map.of("min.insync.replicas", "1"))))
                .noneMatch(TopicDifference::alterable)
                .extracting(TopicDifference::setting)
                .containsExactly("replicas", "min.insync.replicas");
    }

    private static TopicPlan plan(boolean exactly) {
        return new TopicPlan("images", 4, exactly, (short) 3, AS_PLANNED);
    }

    private static ActualTopic actual(int partitions, int replicas, Map<String, String> different) {
        Map<String, String> configuration = new HashMap<>(AS_PLANNED);
        configuration.putAll(different);
        return new ActualTopic(partitions, replicas, configuration);
    }
}
