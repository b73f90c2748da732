package dev.pentimento.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.FormerAndPresentFormats;
import dev.pentimento.evaluation.Golden;
import dev.pentimento.evaluation.TestReference;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.statistics.drift.detection.DriftDetector;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What drift stores and receives, in the present format and in the layouts before formats had a byte. */
class StoredFormatsTest extends FormerAndPresentFormats {
    static Stream<Stored<?>> stored() {
        return Stream.of(
                new Stored<>("detector", SavedDetector.FORMAT),
                new Stored<>("detector-step", SavedDetector.FORMAT),
                new Stored<>("drift-window", StoredDrift.FORMAT, VersionedFormat.FIRST),
                new Stored<>("drift-counts", DriftInput.FORMAT));
    }

    @Test
    void aDetectorGoesOnWithItsAlarm() {
        SavedDetector.Whole whole =
                (SavedDetector.Whole) SavedDetector.FORMAT.fromBytes(Golden.bytes("detector.former"));
        DriftDetector detector = SliceDrift.restore(TestReference.make().drift().histograms(), whole.drift())
                .detector();

        assertThat(whole.states()).isPositive();
        assertThat(detector.images()).isPositive();
        // It is saved in the present format, and goes on like the one of the former release.
        DriftDetector again = DriftDetector.restore(TestReference.make().drift().histograms(), detector.save());
        assertThat(again.save()).isEqualTo(detector.save());
        assertThat(again.images()).isEqualTo(detector.images());
        assertThat(again.evidence()).isEqualTo(detector.evidence());
        assertThat(again.alarm()).isEqualTo(detector.alarm());
    }

    @Test
    void aStepIsNotTakenForAWholeState() {
        assertThat(SavedDetector.FORMAT.fromBytes(Golden.bytes("detector-step.former")))
                .isInstanceOf(SavedDetector.Step.class);
    }

    @Test
    void beforeThereWereSamplesABatchWasCountedWhole() {
        byte[] former = Golden.bytes("drift-counts.former");
        DriftBatch batch =
                (DriftBatch) DriftInput.FORMAT.fromBytes(Arrays.copyOf(former, former.length - Double.BYTES));

        assertThat(batch.share()).isEqualTo(1);
        assertThat(DriftInput.FORMAT.toBytes(batch)).isEqualTo(Golden.bytes("drift-counts"));
    }

    @Test
    void theTimeOfTheLastChangeOfAWindowIsKept() {
        StoredDrift read = StoredDrift.FORMAT.fromBytes(Golden.bytes("drift-window"));
        StoredDrift changed = read.changedAt(1_772_359_210_000L);

        assertThat(StoredDrift.FORMAT.fromBytes(StoredDrift.FORMAT.toBytes(changed)))
                .usingRecursiveComparison()
                .isEqualTo(changed);
        assertThat(read.changedMillis()).as("unknown in former formats").isZero();
    }

    @Test
    void beforeThereWereSamplesAWindowHadAllImagesOfTheStream() {
        byte[] former = Golden.bytes("drift-window.former");
        StoredDrift all = StoredDrift.FORMAT.fromBytes(former);
        int streamed = all.streamed() < 64 ? 1 : 2; // bytes
        StoredDrift window = StoredDrift.FORMAT.fromBytes(Arrays.copyOf(former, former.length - streamed));

        assertThat(window.streamed()).isEqualTo(all.sums()[0]).isEqualTo(all.streamed());
        assertThat(window.sums()).isEqualTo(all.sums());
    }

    @Test
    void countsAndLabelsShareATopic() {
        FirstLabels labels = new FirstLabels(List.of(new FirstLabels.OfWindow("v1", 60_000, 9, 7)));
        assertThat(DriftInput.FORMAT.fromBytes(FirstLabels.FORMAT.toBytes(labels)))
                .isEqualTo(labels);
        byte[] counts = Golden.bytes("drift-counts");
        assertThat(DriftInput.FORMAT.toBytes(DriftInput.FORMAT.fromBytes(counts)))
                .isEqualTo(counts);
        assertThat(FirstLabels.FORMAT.toBytes(labels))
                .isEqualTo(new byte[] {7, 2, 4, 'v', '1', (byte) 0xC0, (byte) 0xA9, 7, 18, 14});
    }
}
