package dev.pentimento.statistics.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.drift.measures.DriftMeasure;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplacementTest {
    private static final Displacement.Clean CLEAN = Displacement.Clean.of(new float[] {1, 2, 3, 6});

    private static Displacement of(Displacement.Clean clean, float... displacements) {
        Displacement sum = Displacement.none(clean);
        for (float each : displacements) {
            sum = sum.plus(each);
        }
        return sum;
    }

    @Test
    void aWindowsValueIsItsMeanAndItsThresholdGrowsAsItShrinks() {
        assertThat(CLEAN).isEqualTo(new Displacement.Clean(3, Math.sqrt(14.0 / 3), 4));
        DriftMeasure measure = of(CLEAN, 1, 2).measure();
        assertThat(measure.name()).isEqualTo("correction_displacement");
        assertThat(measure.value()).isEqualTo(1.5);
        assertThat(measure.threshold()).isCloseTo(3 + 2.3263 * Math.sqrt(14.0 / 3 * .75), within(1e-12));
        assertThat(of(CLEAN, 1, 2, 1, 2).measure().threshold()).isLessThan(measure.threshold());
        assertThat(of(CLEAN).measure().value()).isZero();
    }

    @Test
    void anySplitAndOrderGivesTheSameBits() {
        Random random = new Random(1);
        float[] all = new float[100];
        for (int i = 0; i < all.length; i++) {
            all[i] = random.nextFloat() * 100;
        }
        Displacement whole = of(CLEAN, all);
        Displacement parts = Displacement.none(CLEAN);
        for (int from = 90; from >= 0; from -= 10) {
            parts = of(CLEAN, Arrays.copyOfRange(all, from, from + 10)).plus(parts);
        }
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void machinesMayDifferInTheLastDigitsOfWhatIsCleanForThem() {
        Displacement.Clean almost =
                new Displacement.Clean(CLEAN.mean() * (1 + 1e-9), CLEAN.deviation(), CLEAN.images());
        assertThat(of(CLEAN, 1).plus(of(almost, 2))).isEqualTo(of(CLEAN, 1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 250, 1_000})
    void aboutOneWindowInAHundredWithoutDriftExceedsTheThreshold(int images) {
        Random random = new Random(images);
        int windows = 4_000;
        int exceeded = 0;
        for (int run = 0; run < windows; run++) {
            Displacement.Clean clean = Displacement.Clean.of(moves(random, 500));
            exceeded += of(clean, moves(random, images)).measure().exceeded() ? 1 : 0;
        }
        assertThat((double) exceeded / windows).isBetween(.005, .025);
    }

    /** Lengths of normal vectors, which is what displacements look like. */
    private static float[] moves(Random random, int images) {
        float[] moves = new float[images];
        for (int i = 0; i < images; i++) {
            moves[i] = (float) Math.hypot(random.nextGaussian(), random.nextGaussian());
        }
        return moves;
    }

    @Test
    void aDisplacementIsMeasuredInTheReferencesStandardDeviations() {
        Random random = new Random(1);
        float[] values = new float[2_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * (i % 2 == 0 ? 10 : 1));
        }
        FloatMatrix heldOut = new FloatMatrix(1_000, 2, values);
        DriftReference reference = DriftReference.fit(heldOut, new int[1_000], new float[1_000], 2, 1);
        double[] deviation = reference.standardDeviation();
        FloatMatrix before = new FloatMatrix(2, 2, new float[] {0, 0, 5, 5});
        FloatMatrix after =
                new FloatMatrix(2, 2, new float[] {(float) (3 * deviation[0]), (float) (4 * deviation[1]), 5, 5});

        float[] displacements = reference.displacements(before, after);

        assertThat(displacements[0]).isCloseTo((float) Math.sqrt(12.5), within(1e-5f));
        assertThat(displacements[1]).isZero();
    }

    @Test
    void theSampleOfHeldOutEmbeddingsComesBackAndAReferenceOfBeforeHasNone() {
        DriftReference reference = new Scenery(1).reference(new Random(3), 900);
        assertThat(reference.sample().rows()).isEqualTo(500);
        var tensors = reference.toTensors();
        assertThat(DriftReference.fromTensors(tensors).sample().values())
                .isEqualTo(reference.sample().values());

        tensors.remove("reference.sample");
        assertThat(DriftReference.fromTensors(tensors).sample().rows()).isZero();
    }
}
