package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.models.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SliceDriftTest {
    private final Reference reference = TestReference.make();

    @Test
    void aStateOfBeforeSourcesWereNamedIsRead() {
        SliceDrift drift = new SliceDrift(reference.drift().histograms(), 5_000);
        byte[] now = drift.toBytes();
        int sources = 6; // no names, twice no images, an alarm without sources
        byte[] before = Arrays.copyOf(now, now.length - sources);
        assertThat(SliceDrift.fromBytes(reference.drift().histograms(), before).toBytes())
                .isEqualTo(now);
    }

    @Test
    void aStepOfBeforeSourcesWereNamedIsRead() {
        Detectors.Step step = new Detectors.Step(reference.drift().noCounts(), 7, List.of("i1"), Map.of());
        byte[] now = step.toBytes(3);
        Unpacker before = new Unpacker(Arrays.copyOf(now, now.length - 1));
        assertThat(before.number()).isEqualTo(3);
        assertThat(Detectors.Step.read(before, reference)).isEqualTo(step);
    }
}
