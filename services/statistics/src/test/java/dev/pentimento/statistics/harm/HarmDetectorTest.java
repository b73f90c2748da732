package dev.pentimento.statistics.harm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.estimate.EstimateSums.Estimate;
import dev.pentimento.statistics.harm.HarmDetector.Basis;
import dev.pentimento.statistics.harm.HarmDetector.Event;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HarmDetectorTest {
    private static final double LIMIT = 0.85;
    private static final Estimate GOOD = new Estimate(0.9, 0.87, 0.93);
    private static final Estimate BAD = new Estimate(0.78, 0.72, 0.84);
    private static final Estimate DOUBTFUL = new Estimate(0.8, 0.7, 0.9);

    /** Labels until the detector's state changes, one at a time; {@code most} if it does not. */
    private static int labelsUntilChange(HarmDetector detector, double accuracy, int most, Random random) {
        for (int labels = 1; labels <= most; labels++) {
            if (detector.labels(random.nextDouble() < accuracy ? 1 : 0, 1) != Event.NOTHING) {
                return labels;
            }
        }
        return most;
    }

    @Test
    void atTheLimitTheMeanRunIsAtLeastThePromise() {
        double mean = IntStream.range(0, 200)
                .map(seed -> labelsUntilChange(new HarmDetector(LIMIT, 500), LIMIT, 5_000, new Random(seed)))
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(500.0, 1_500.0);
    }

    @Test
    void aLossAfterALongGoodTimeIsFoundAsSoonAsOneAtTheBeginning() {
        int[] delays = IntStream.range(0, 100)
                .map(seed -> {
                    Random random = new Random(seed);
                    HarmDetector detector = new HarmDetector(LIMIT, 5_000);
                    boolean quiet = labelsUntilChange(detector, 0.9, 5_000, random) == 5_000;
                    return quiet ? labelsUntilChange(detector, 0.7, 5_000, random) : 0;
                })
                .filter(delay -> delay > 0)
                .sorted()
                .toArray();
        assertThat(delays).as("runs without a false alarm in 5,000 labels").hasSizeGreaterThan(95);
        assertThat(delays[delays.length / 2]).isLessThan(160);
        assertThat(delays[delays.length * 95 / 100]).isLessThan(400);
    }

    @Test
    void betsAreLikelihoodRatiosWithANewStartAtEachBatch() {
        AccuracyBets bets = new AccuracyBets(0.5, true, new double[5]);
        bets.add(1, 3);
        bets.add(0, 1);
        double sum = 0;
        for (double distance : new double[] {0.125, 0.25, 0.5, 1, 2}) {
            double other = 1 / (1 + Math.exp(distance));
            double first = other / 0.5 * Math.pow((1 - other) / 0.5, 2);
            sum += (3 / 5.0 * first + 1 / 5.0) * (1 - other) / 0.5;
        }
        assertThat(bets.evidence()).isCloseTo(sum, within(1e-12));
    }

    @Test
    void labelsAloneRaiseAndOnlyLabelsResolve() {
        HarmDetector detector = new HarmDetector(LIMIT, 1_000);
        assertThat(detector.labels(20, 50)).isEqualTo(Event.RAISED);
        assertThat(detector.alarm()).isEqualTo(new HarmDetector.Alarm(1, Basis.LABELS, false, true));
        for (int i = 0; i < 10; i++) {
            assertThat(detector.window(GOOD)).isEqualTo(Event.NOTHING);
        }
        assertThat(detector.harmless()).isFalse();
        assertThat(detector.labels(500, 500)).isEqualTo(Event.RESOLVED);
        assertThat(detector.open()).isFalse();
    }

    @Test
    void theEstimateRaisesAfterTwoWindowsBelowTheLimitAndResolvesAfterTwoAbove() {
        HarmDetector detector = new HarmDetector(LIMIT, 1_000);
        assertThat(detector.window(BAD)).isEqualTo(Event.NOTHING);
        assertThat(detector.window(DOUBTFUL)).isEqualTo(Event.NOTHING);
        assertThat(detector.window(BAD)).isEqualTo(Event.NOTHING);
        assertThat(detector.window(BAD)).isEqualTo(Event.RAISED);
        assertThat(detector.window(BAD)).isEqualTo(Event.NOTHING);
        detector.imagesChanged();
        assertThat(detector.window(GOOD)).isEqualTo(Event.NOTHING);
        assertThat(detector.window(GOOD)).isEqualTo(Event.RESOLVED);
        assertThat(detector.harmless()).isTrue();
    }

    @Test
    void labelsSharpenAnEstimateAndOverruleAWrongOne() {
        HarmDetector detector = new HarmDetector(LIMIT, 1_000);
        detector.labelsOfNow(70, 100);
        detector.window(DOUBTFUL);
        assertThat(detector.window(DOUBTFUL)).isEqualTo(Event.RAISED);

        HarmDetector other = new HarmDetector(LIMIT, 1_000);
        other.labelsOfNow(370, 400);
        other.window(BAD);
        assertThat(other.window(BAD)).isEqualTo(Event.NOTHING);
    }

    /** Conjugate normal approximation: the interval of both is that of the precision-weighted mean. */
    @Test
    void thePresentAccuracyWeighsEstimateAndLabels() {
        PresentAccuracy both = PresentAccuracy.of(new Estimate(0.5, 0.5 - 0.0329, 0.5 + 0.0329), 300, 500);
        double precisionOfEstimate = 1 / (0.02 * 0.02);
        double precisionOfLabels = 500 / 0.24;
        double mean = (0.5 * precisionOfEstimate + 0.6 * precisionOfLabels) / (precisionOfEstimate + precisionOfLabels);
        double half = 1.645 / Math.sqrt(precisionOfEstimate + precisionOfLabels);
        assertThat(both.accuracy()).isCloseTo(mean, within(0.002));
        assertThat(both.lower()).isCloseTo(mean - half, within(0.002));
        assertThat(both.upper()).isCloseTo(mean + half, within(0.002));
        assertThat(PresentAccuracy.of(null, 0, 0)).isNull();
    }

    @Test
    void withoutAnEstimateLabelsMayShowThatThereIsNoHarm() {
        HarmDetector detector = new HarmDetector(LIMIT, 1_000);
        detector.labelsOfNow(480, 500);
        detector.window(null);
        detector.window(null);
        assertThat(detector.harmless()).isTrue();
        detector.imagesChanged();
        detector.window(null);
        assertThat(detector.harmless()).isFalse();
        assertThat(detector.present()).isNull();
    }

    @Test
    void aRestoredDetectorContinuesBitForBit() {
        HarmDetector whole = new HarmDetector(LIMIT, 1_000);
        whole.labels(7, 9);
        whole.labelsOfNow(3, 4);
        whole.window(BAD);
        HarmDetector restored = HarmDetector.restore(LIMIT, 1_000, whole.save());
        assertThat(restored.labels(0, 3)).isEqualTo(whole.labels(0, 3));
        assertThat(restored.evidence()).isEqualTo(whole.evidence());
        assertThat(restored.window(BAD)).isEqualTo(Event.RAISED);
        assertThat(HarmDetector.restore(0.8, 1_000, restored.save()).open()).isTrue();
        assertThat(HarmDetector.restore(0.8, 1_000, restored.save()).evidence()).isZero();
    }

    @Test
    void aLimitOutsideZeroAndOneIsRefused() {
        assertThatThrownBy(() -> new HarmDetector(0, 100)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HarmDetector(1, 100)).isInstanceOf(IllegalArgumentException.class);
    }
}
