package dev.pentimento.evaluation.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pentimento.evaluation.FormerAndPresentFormats;
import dev.pentimento.evaluation.Golden;
import dev.pentimento.evaluation.state.Mark;
import dev.pentimento.evaluation.state.SourceKey;
import dev.pentimento.evaluation.state.UnreadableStateException;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.events.Arm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What quality stores and receives, in the present format and in the layout before formats had a byte. */
class StoredFormatsTest extends FormerAndPresentFormats {
    static Stream<Stored<?>> stored() {
        return Stream.of(
                new Stored<>("tally", RevisedTally.FORMAT, VersionedFormat.FIRST),
                new Stored<>("quality-counts", TallyChange.FORMAT),
                new Stored<>("mark", Mark.FORMAT),
                new Stored<>("source-images", SourceKey.IMAGES));
    }

    @Test
    void aTallyHoldsWhatTheFormerReleaseCounted() {
        RevisedTally read = RevisedTally.FORMAT.fromBytes(Golden.bytes("tally.former"));

        assertThat(read.revision()).isPositive();
        assertThat(read.tally().classes()).containsExactly("cat", "dog", "owl");
        assertThat(read.tally().images()).isGreaterThan(read.tally().labelled());
        assertThat(read.tally().comparisons().keySet())
                .containsExactly(new ArmKey(Arm.CANDIDATE, "c1"), ArmKey.CORRECTED);
    }

    @Test
    void theTimeOfTheLastChangeIsKept() {
        RevisedTally read = RevisedTally.FORMAT.fromBytes(Golden.bytes("tally"));
        RevisedTally changed = new RevisedTally(read.revision(), 1_772_359_210_000L, read.tally(), null);

        assertThat(RevisedTally.FORMAT.fromBytes(RevisedTally.FORMAT.toBytes(changed)))
                .usingRecursiveComparison()
                .isEqualTo(changed);
        assertThat(read.changedMillis()).as("unknown in former formats").isZero();
    }

    @Test
    void onlyATallyWithAnEpochHasAFormatThatTheFormerReleaseCannotRead() {
        RevisedTally counted = RevisedTally.FORMAT.fromBytes(Golden.bytes("tally"));
        RevisedTally inEpoch = RevisedTally.FORMAT.fromBytes(Golden.bytes("tally-epoch"));

        assertThat(inEpoch.epoch()).isEqualTo(new PairEpoch(2, "a-all-7", 1_772_359_260_000L));
        assertThat(inEpoch.tally()).usingRecursiveComparison().isEqualTo(counted.tally());
        assertThat(RevisedTally.FORMAT.toBytes(inEpoch)).isEqualTo(Golden.bytes("tally-epoch"));
        assertThat(RevisedTally.FORMAT.toBytes(counted)).isEqualTo(Golden.bytes("tally"));
    }

    @Test
    void aRecordHoldsTheChangesOfSeveralSources() {
        List<TallyChange> read = TallyChange.FORMAT.fromBytes(Golden.bytes("quality-counts.former"));

        assertThat(read)
                .hasSizeGreaterThan(1)
                .allSatisfy(change -> assertThat(change.key().version()).isEqualTo("v2"));
        assertThat(read).extracting(change -> change.key().source()).contains("a", "b", "c");
        assertThat(read).extracting(TallyChange::key).doesNotHaveDuplicates();
    }

    @Test
    void theTopicOfCountsAlsoCarriesTheEndsOfDrifts() {
        DriftEnded ended = new DriftEnded("0123456789ab-all-1", 1_772_359_260_000L);

        assertThat(DriftEnded.FORMAT.toBytes(ended)).isEqualTo(Golden.bytes("drift-ended"));
        assertThat(QualityInput.FORMAT.fromBytes(Golden.bytes("drift-ended"))).isEqualTo(ended);
        assertThat(QualityInput.FORMAT.fromBytes(Golden.bytes("quality-counts.former")))
                .isInstanceOf(QualityInput.Changes.class);
        assertThatThrownBy(() -> TallyChange.FORMAT.fromBytes(Golden.bytes("drift-ended")))
                .as("what a release does that knows only counts: it drops the notice")
                .isInstanceOf(UnreadableStateException.class);
    }
}
