package dev.pentimento.platform.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.platform.kafka.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsTest {
    /** The default of {@code evaluation.retention}. */
    private static final Duration WAIT_FOR_LABELS = Duration.ofDays(30);

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        assertThat(TopicSettings.from(Settings.of(Map.of())))
                .isEqualTo(new TopicSettings(
                        "",
                        4,
                        (short) -1,
                        -1,
                        16_842_752,
                        TopicCreation.MISSING,
                        Map.ofEntries(
                                entry("images", Duration.ofDays(30)),
                                entry("labels", Duration.ofDays(60)),
                                entry("embeddings", Duration.ofDays(60)),
                                entry("predictions", Duration.ofDays(60)),
                                entry("outcomes", Duration.ofDays(60)),
                                entry("prediction-quality", Duration.ofDays(60)),
                                entry("embedding-drift", Duration.ofDays(60)),
                                entry("label-requests", Duration.ofDays(60)),
                                entry("model-candidates", Duration.ofDays(365)),
                                entry("model-commands", Duration.ofDays(365)),
                                entry("dead-letters", Duration.ofDays(30)))));
    }

    @Test
    void everySettingHasItsKey() {
        Map<String, String> values = Map.ofEntries(
                entry("topic.prefix", "clinic."),
                entry("topics.create", "never"),
                entry("topic.partitions", "7"),
                entry("topic.replication.factor", "3"),
                entry("topic.min.insync.replicas", "2"),
                entry("topic.max.message.bytes", "8388608"),
                entry("topic.retention.images", "PT1H"),
                entry("topic.retention.labels", "P1D"),
                entry("topic.retention.embeddings", "P2D"),
                entry("topic.retention.predictions", "P3D"),
                entry("topic.retention.outcomes", "P4D"),
                entry("topic.retention.prediction.quality", "P5D"),
                entry("topic.retention.embedding.drift", "P6D"),
                entry("topic.retention.label.requests", "P9D"),
                entry("topic.retention.model.candidates", "P6D"),
                entry("topic.retention.model.commands", "P7D"),
                entry("topic.retention.dead.letters", "P8D"));

        assertThat(values.keySet()).isEqualTo(TopicSettings.DEFINITION.names());
        assertThat(PlatformSettings.from(Settings.of(values)).topics())
                .isEqualTo(new TopicSettings(
                        "clinic.",
                        7,
                        (short) 3,
                        2,
                        8_388_608,
                        TopicCreation.NEVER,
                        Map.ofEntries(
                                entry("images", Duration.ofHours(1)),
                                entry("labels", Duration.ofDays(1)),
                                entry("embeddings", Duration.ofDays(2)),
                                entry("predictions", Duration.ofDays(3)),
                                entry("outcomes", Duration.ofDays(4)),
                                entry("prediction-quality", Duration.ofDays(5)),
                                entry("embedding-drift", Duration.ofDays(6)),
                                entry("label-requests", Duration.ofDays(9)),
                                entry("model-candidates", Duration.ofDays(6)),
                                entry("model-commands", Duration.ofDays(7)),
                                entry("dead-letters", Duration.ofDays(8)))));
    }

    @Test
    void everyTopicWhoseRecordsAreDeletedHasItsTime() {
        TopicSettings topics = TopicSettings.from(Settings.of(Map.of()));

        assertThat(topics.retention().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Topic.values())
                        .filter(topic -> topic.cleanup().contains("delete"))
                        .map(Topic::baseName)
                        .toList());
    }

    /** Kafka deletes by timestamp, and what a late label adds has the timestamp of its image. */
    @Test
    void whatLateLabelsAddIsNotDeletedAtOnce() {
        TopicSettings topics = TopicSettings.from(Settings.of(Map.of()));

        for (Topic topic : new Topic[] {Topic.OUTCOMES, Topic.PREDICTION_QUALITY, Topic.EMBEDDING_DRIFT}) {
            assertThat(topics.retention(topic.baseName()).orElseThrow()).isGreaterThan(WAIT_FOR_LABELS);
        }
    }

    @Test
    void moreReplicasInSyncThanReplicasAreRefused() {
        assertThatThrownBy(() -> TopicSettings.from(
                        Settings.of(Map.of("topic.min.insync.replicas", "2", "topic.replication.factor", "1"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContainingAll("topic.min.insync.replicas", "topic.replication.factor");
        assertThatThrownBy(() -> TopicSettings.from(Settings.of(Map.of("topic.min.insync.replicas", "2"))))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("topic.replication.factor is -1");
    }

    @ParameterizedTest
    @CsvSource({
        "topic.min.insync.replicas, -2",
        "topic.max.message.bytes, 1000000",
        "topic.max.message.bytes, 200000000",
        "topics.create, always",
        "topic.retention.images, P0D",
        "topic.retention.images, 7 days"
    })
    void aWrongSettingIsNamed(String name, String value) {
        assertThatThrownBy(() -> TopicSettings.from(Settings.of(Map.of(name, value))))
                .isInstanceOf(SettingsException.class)
                .hasMessageMatching(".*" + name + ".*'" + value + "' but must be .*");
    }
}
