package dev.pentimento.dashboard.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.platform.kafka.Topics;
import dev.pentimento.platform.settings.PlatformSettings;
import dev.pentimento.platform.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowedPartitionsTest {
    private static final Instant NOW = Instant.EPOCH;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Topics topics = new Topics(PlatformSettings.from(Settings.of(Map.of("topic.prefix", "clinic."))));
    private final FollowedPartitions followed = new FollowedPartitions(consumer, topics, 100);

    @BeforeEach
    void topicsOfTwoPartitions() {
        for (FollowedTopic topic : FollowedTopic.values()) {
            partitions(topics.name(topic.topic()), 2);
        }
    }

    private void partitions(String topic, int count) {
        List<PartitionInfo> infos = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            infos.add(new PartitionInfo(topic, number, Node.noNode(), new Node[0], new Node[0]));
            TopicPartition partition = new TopicPartition(topic, number);
            consumer.updateBeginningOffsets(Map.of(partition, 10L));
            consumer.updateEndOffsets(Map.of(partition, 1_000L));
        }
        consumer.updatePartitions(topic, infos);
    }

    @Test
    void historyIsReadWholeAndOfPredictionsOnlyTheTail() {
        assertThat(followed.refresh(NOW)).isEmpty();

        assertThat(consumer.position(new TopicPartition("clinic.prediction-quality", 1)))
                .isEqualTo(10);
        assertThat(consumer.position(new TopicPartition("clinic.predictions", 1)))
                .isEqualTo(900);
        assertThat(followed.caughtUp()).isFalse();
    }

    @Test
    void imagesAreNeverFollowed() {
        followed.refresh(NOW);

        assertThat(consumer.assignment())
                .hasSize(14)
                .extracting(TopicPartition::topic)
                .doesNotContain("clinic.images", "clinic.embeddings", "clinic.model-artifacts");
    }

    @Test
    void itHasCaughtUpWhenEverythingThatWasThereIsRead() {
        followed.refresh(NOW);

        consumer.assignment().forEach(partition -> consumer.seek(partition, 1_000));

        assertThat(followed.caughtUp()).isTrue();
    }

    @Test
    void aMissingTopicIsNamed() {
        consumer.updatePartitions("clinic.outcomes", List.of());

        assertThat(followed.refresh(NOW)).contains("the topic clinic.outcomes is not there");
        assertThat(consumer.assignment()).isEmpty();
    }

    @Test
    void partitionsThatAreAddedAreFoundAndTheOthersGoOnWhereTheyAre() {
        followed.refresh(NOW);
        TopicPartition old = new TopicPartition("clinic.predictions", 0);
        consumer.seek(old, 950);
        partitions("clinic.predictions", 3);

        followed.refresh(NOW.plusSeconds(29));
        assertThat(consumer.assignment()).hasSize(14);
        followed.refresh(NOW.plusSeconds(31));

        assertThat(consumer.position(new TopicPartition("clinic.predictions", 2)))
                .isEqualTo(900);
        assertThat(consumer.position(old)).isEqualTo(950);
    }
}
