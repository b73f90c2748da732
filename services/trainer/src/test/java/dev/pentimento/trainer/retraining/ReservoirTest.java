package dev.pentimento.trainer.retraining;

import static dev.pentimento.trainer.Fixtures.ENCODER;
import static dev.pentimento.trainer.Fixtures.at;
import static dev.pentimento.trainer.Fixtures.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReservoirTest {
    private final Reservoir reservoir = new Reservoir(10);

    @Test
    void theClassesBecomeAsEqualAsTheStreamAllows() {
        for (int i = 0; i < 100; i++) {
            reservoir.accept(outcome(0, i, 0, i % 20 == 0 ? "dog" : "cat", i));
        }
        Map<String, Long> counts =
                everything().stream().collect(Collectors.groupingBy(LabelledPosition::label, Collectors.counting()));
        assertThat(counts).containsExactlyInAnyOrderEntriesOf(Map.of("cat", 5L, "dog", 5L));
    }

    @Test
    void theOldestOfTheLargestClassLeaves() {
        for (int i = 0; i < 12; i++) {
            reservoir.accept(outcome(0, i, 0, i < 3 ? "dog" : "cat", i));
        }
        assertThat(everything())
                .extracting(LabelledPosition::offset)
                .containsExactly(0L, 1L, 2L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
    }

    @Test
    void aChangedLabelReplacesTheOneBefore() {
        reservoir.accept(outcome(0, 1, 0, "cat", 1));
        reservoir.accept(outcome(0, 1, 0, "dog", 1));
        assertThat(everything()).singleElement().satisfies(each -> {
            assertThat(each.label()).isEqualTo("dog");
            assertThat(each.originalRight()).isFalse();
        });
    }

    @Test
    void aLabelThatIsTakenBackLeaves() {
        reservoir.accept(outcome(0, 1, 0, "cat", 1));
        reservoir.accept(outcome(0, 1, 0, null, 1));
        assertThat(reservoir.size()).isZero();
        reservoir.accept(outcome(0, 2, 0, null, 1));
        assertThat(reservoir.size()).isZero();
    }

    @Test
    void selectionIsByEncoderAndAgeOfTheImageInTheOrderOfPlaces() {
        reservoir.accept(outcome(1, 5, 0, "cat", 30));
        reservoir.accept(outcome(0, 9, 1, "cat", 20));
        reservoir.accept(outcome(0, 9, 0, "dog", 40));
        reservoir.accept(outcome(0, 1, 0, "dog", 10));
        reservoir.accept(Outcome.newBuilder(outcome(0, 2, 0, "dog", 40))
                .setEncoderId("another")
                .build());
        assertThat(reservoir.count(ENCODER, at(20).toEpochMilli())).isEqualTo(3);
        assertThat(reservoir.select(ENCODER, at(20).toEpochMilli()))
                .extracting(each -> each.partition() + "/" + each.offset() + "/" + each.index())
                .containsExactly("0/9/0", "0/9/1", "1/5/0");
    }

    @Test
    void whatWasLabelledSinceIsCounted() {
        reservoir.accept(outcome(0, 1, 0, "cat", 1));
        reservoir.accept(outcome(0, 2, 0, "cat", 2));
        assertThat(reservoir.labelledBetween(at(11), at(1_000_000))).isEqualTo(1);
    }

    private List<LabelledPosition> everything() {
        return reservoir.select(ENCODER, Long.MIN_VALUE);
    }
}
