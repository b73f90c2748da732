package dev.pentimento.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.TestReference;
import dev.pentimento.evaluation.harm.HarmSettings;
import dev.pentimento.evaluation.state.UnreadableState;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.serving.judges.Reference;
import dev.pentimento.tensors.FloatMatrix;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftFoldTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int BATCH = 40;

    private final Reference reference = TestReference.make();
    private final DriftState state = DriftState.inMemory();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Random random = new Random(7);
    private long minute;

    private DriftFold fold() {
        return new DriftFold(
                new DriftSettings(
                        new WindowSettings(MINUTE, MINUTE, 1, MINUTE, MINUTE), 5_000, new HarmSettings(0.05, 100)),
                state,
                new UnreadableState(metrics));
    }

    private DriftBatch batch(double shift) {
        FloatMatrix embeddings = TestReference.embeddings(random, BATCH, shift);
        float[] margins = new float[BATCH];
        for (int i = 0; i < BATCH; i++) {
            float[] row = embeddings.row(i);
            Arrays.sort(row);
            margins[i] = row[2] - row[1];
        }
        long[] sums = reference
                .drift()
                .sums(embeddings, embeddings.argMax(), margins, new float[BATCH])
                .toArray();
        return new DriftBatch(
                reference.id(),
                "e1",
                "v1",
                0.5,
                List.of(new DriftBatch.Group("left", minute * 60_000, sums, null, minute * 60_000, List.of("i"))));
    }

    /** @return windows that told of an alarm */
    private List<DriftKey> add(DriftFold fold, int batches, double shift) {
        List<DriftKey> alarmed = new ArrayList<>();
        for (int i = 0; i < batches; i++) {
            alarmed.addAll(fold.add(batch(shift), reference, 0).drift());
        }
        return alarmed;
    }

    private DriftKey key(Slice slice) {
        return new DriftKey(reference.id(), "e1", slice, minute * 60_000);
    }

    @Test
    void aBatchCountsInItsWindowForAllImagesAndForItsSource() {
        DriftFold fold = fold();
        add(fold, 2, 0);

        assertThat(fold.changed()).containsExactlyInAnyOrder(key(Slice.ALL), key(Slice.ofSource("left")));
        DriftWindow window = fold.revise(key(Slice.ALL), reference).orElseThrow();
        assertThat(window.getImages()).isEqualTo(2 * BATCH);
        assertThat(window.getSampledShare()).isEqualTo(0.5);
        assertThat(window.getRevision()).isEqualTo(1);
        assertThat(fold.changed()).containsExactly(key(Slice.ofSource("left")));
    }

    @Test
    void anAlarmIsToldWithTheWindowThatRaisedIt() {
        DriftFold fold = fold();
        assertThat(add(fold, 30, 0)).isEmpty();
        minute++;
        List<DriftKey> alarmed = add(fold, 10, 3);

        assertThat(alarmed).contains(key(Slice.ALL));
        DriftWindow window = fold.revise(key(Slice.ALL), reference).orElseThrow();
        assertThat(window.getAlarm().getState()).isEqualTo(AlarmState.RAISED);
    }

    @Test
    void anotherFoldGoesOnBitForBitWithTheSameState() {
        DriftFold whole = fold();
        add(whole, 100, 0);
        byte[] before = state(whole);
        DriftFold next = fold();
        assertThat(state(next)).isEqualTo(before);
        add(next, 1, 0);
        assertThat(state(fold())).isEqualTo(state(next)).isNotEqualTo(before);
    }

    private byte[] state(DriftFold fold) {
        return fold.detectors(reference).get(Slice.ALL).save();
    }

    @Test
    void aStepThatIsMissingEndsTheRepetitionAndStepsBehindItAreNotRepeatedLater() {
        add(fold(), 10, 0);
        state.detectors().delete(new DetectorKey(reference.id(), Slice.ALL, 4));
        DriftFold next = fold();
        assertThat(next.detectors(reference).get(Slice.ALL).images()).isEqualTo(4 * BATCH);
        add(next, 1, 0);
        assertThat(state(fold())).isEqualTo(state(next));
    }

    @Test
    void stepsOfALostStateAreNotRepeated() {
        add(fold(), 70, 0);
        state.detectors().delete(DetectorKey.whole(reference.id(), Slice.ALL));
        DriftFold next = fold();
        assertThat(next.detectors(reference).get(Slice.ALL).images()).isZero();
        add(next, 8, 0);
        assertThat(state(fold())).isEqualTo(state(next));
    }

    @Test
    void withItsLastWindowAReferenceIsForgotten() {
        DriftFold fold = fold();
        add(fold, 2, 0);
        for (DriftKey key : List.of(key(Slice.ALL), key(Slice.ofSource("left")))) {
            assertThat(state.detectors().keys()).isNotEmpty();
            fold.forget(key, 180_001);
        }
        assertThat(state.detectors().keys()).isEmpty();
        assertThat(state.sources().keys()).isEmpty();
        assertThat(fold.detectors(reference).get(Slice.ALL).images()).isZero();
    }
}
