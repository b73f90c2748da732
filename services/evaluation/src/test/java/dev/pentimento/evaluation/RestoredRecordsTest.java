package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoredRecordsTest {
    private static final TopicPartition FIRST = new TopicPartition("evaluation-images-changelog", 0);
    private static final TopicPartition SECOND = new TopicPartition("evaluation-images-changelog", 1);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RestoredRecords records = new RestoredRecords(metrics);

    private double left() {
        return metrics.get("pentimento.evaluation.state.restoring").gauge().value();
    }

    @Test
    void whatIsLeftOfAllChangelogsIsShownUntilTheyAreRestored() {
        assertThat(left()).isZero();
        records.onRestoreStart(FIRST, "images", 100, 1100);
        records.onRestoreStart(SECOND, "images", 0, 50);
        assertThat(left()).isEqualTo(1050);

        records.onBatchRestored(FIRST, "images", 599, 480); // with markers of transactions between the records
        assertThat(left()).isEqualTo(550);
        assertThat(metrics.get("pentimento.evaluation.state.restored.records")
                        .counter()
                        .count())
                .isEqualTo(480);

        records.onRestoreEnd(SECOND, "images", 50);
        assertThat(left()).isEqualTo(500);
        records.onRestoreEnd(FIRST, "images", 990);
        assertThat(left()).isZero();
    }

    @Test
    void aRestoreThatGoesToAnotherInstanceIsNotLeftHere() {
        records.onRestoreStart(FIRST, "images", 0, 1000);
        records.onRestoreSuspended(FIRST, "images", 10);
        assertThat(left()).isZero();

        records.onRestoreStart(FIRST, "images", 0, 1000);
        records.ended();
        assertThat(left()).isZero();
    }
}
