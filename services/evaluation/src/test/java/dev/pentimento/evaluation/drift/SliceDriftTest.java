package dev.pentimento.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.TestReference;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.serving.judges.Reference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceDriftTest {
    private final Reference reference = TestReference.make();

    /** As releases before the first format wrote a whole state: what belongs to sources at the end. */
    private byte[] withoutFormat(SliceState state) {
        Packer inner = new Packer()
                .bytes(state.detector())
                .number(state.seen())
                .number(0)
                .raw(0);
        state.sources().write(inner);
        return new Packer().number(3).bytes(inner.texts(List.of()).toBytes()).toBytes();
    }

    @Test
    void aStateOfBeforeSourcesWereNamedIsRead() {
        SliceDrift drift = new SliceDrift(reference.drift().histograms(), 5_000);
        byte[] now = SavedDetector.FORMAT.toBytes(new SavedDetector.Whole(3, drift.state()));
        Packer before =
                new Packer().bytes(drift.state().detector()).number(0).number(0).raw(0);
        SavedDetector read = SavedDetector.FORMAT.fromBytes(
                new Packer().number(3).bytes(before.toBytes()).toBytes());
        assertThat(SavedDetector.FORMAT.toBytes(read)).isEqualTo(now);
        assertThat(SavedDetector.FORMAT.toBytes(SavedDetector.FORMAT.fromBytes(withoutFormat(drift.state()))))
                .isEqualTo(now);
        SliceDrift restored = SliceDrift.restore(reference.drift().histograms(), ((SavedDetector.Whole) read).drift());
        assertThat(SavedDetector.FORMAT.toBytes(new SavedDetector.Whole(3, restored.state())))
                .isEqualTo(now);
    }

    @Test
    void aStepOfBeforeSourcesWereNamedIsRead() {
        DriftStep step = new DriftStep(reference.drift().noCounts(), 7, List.of("i1"), Map.of());
        byte[] before = new Packer()
                .number(3)
                .sparse(step.counts().toArray())
                .number(7)
                .texts(List.of("i1"))
                .toBytes();
        SavedDetector.Step read = (SavedDetector.Step) SavedDetector.FORMAT.fromBytes(before);
        assertThat(read.states()).isEqualTo(3);
        assertThat(read.counted(reference)).isEqualTo(step);
    }
}
