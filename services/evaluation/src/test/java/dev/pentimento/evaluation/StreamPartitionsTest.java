package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamPartitionsTest {
    @TempDir
    Path state;

    private StreamPartitions partitions;

    @BeforeEach
    void describe() {
        try (TestStream stream = new TestStream(state)) {
            partitions = new StreamPartitions(stream.description(), "p.evaluation", 6);
        }
    }

    @Test
    void namesAndPartitionsOfInternalTopicsAreThoseOfTheFormerRelease() {
        assertThat(partitions.internal(Map.of()))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("p.evaluation-opinions-repartition", 6),
                        Map.entry("p.evaluation-labels-by-image-repartition", 6),
                        Map.entry("p.evaluation-images-changelog", 6),
                        Map.entry("p.evaluation-line-ups-changelog", 6),
                        Map.entry("p.evaluation-quality-changes-changelog", 6),
                        Map.entry("p.evaluation-quality-counts-repartition", 1),
                        Map.entry("p.evaluation-quality-tallies-changelog", 1),
                        Map.entry("p.evaluation-quality-changed-changelog", 1),
                        Map.entry("p.evaluation-quality-sources-changelog", 1),
                        Map.entry("p.evaluation-quality-waiting-changelog", 1),
                        Map.entry("p.evaluation-drift-counts-repartition", 1),
                        Map.entry("p.evaluation-drift-detectors-changelog", 1),
                        Map.entry("p.evaluation-drift-windows-changelog", 1),
                        Map.entry("p.evaluation-drift-changed-changelog", 1),
                        Map.entry("p.evaluation-drift-sources-changelog", 1)));
        assertThat(partitions.sources()).containsExactly("embeddings", "labels");
    }

    @Test
    void topicsThatDoNotExistYetAndThoseThatFitAreNoProblem() {
        assertThat(partitions.changed(Map.of())).isEmpty();
        assertThat(partitions.changed(partitions.internal(Map.of()))).isEmpty();
    }

    @Test
    void aChangedSettingIsNamedWithTheNumberThatFits() {
        assertThat(partitions.changed(Map.of("p.evaluation-opinions-repartition", 4)))
                .contains("topic p.evaluation-opinions-repartition has 4 partitions and must have 6: set"
                        + " evaluation.partitions to 4, as at the first start, or start over under another"
                        + " evaluation.application.id");
    }

    @Test
    void aTopicOfOnePartitionThatHasSeveralIsNamed() {
        Map<String, Integer> found = new HashMap<>(partitions.internal(Map.of()));
        found.put("p.evaluation-quality-tallies-changelog", 3);

        assertThat(partitions.changed(found))
                .contains("topic p.evaluation-quality-tallies-changelog has 3 partitions and must have 1: start over"
                        + " under another evaluation.application.id");
    }

    @Test
    void aSourceWithFewerPartitionsThanWereReadIsNamed() {
        Set<TopicPartition> committed = Set.of(
                new TopicPartition("labels", 0),
                new TopicPartition("labels", 3),
                new TopicPartition("embeddings", 1),
                new TopicPartition("p.evaluation-opinions-repartition", 5));

        assertThat(partitions.shrunk(Map.of("labels", 2, "embeddings", 2), committed))
                .singleElement()
                .asString()
                .startsWith("topic labels has 2 partitions and the stream has read 4, so the topic was made anew");
        assertThat(partitions.shrunk(Map.of("labels", 8), committed)).isEmpty();
    }
}
