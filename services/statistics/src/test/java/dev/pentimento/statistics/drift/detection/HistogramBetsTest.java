package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.hipparchus.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramBetsTest {
    private static final double[] WEIGHTS = {30, 50, 21};

    private static HistogramBets bets(double... weights) {
        return new HistogramBets(new Alternatives.TripledOdds(weights.length), weights.clone(), null);
    }

    /** Every outcome of a step, with its exact probability under the reference. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 20})
    void withoutChangeEvidenceGrowsOnAverageByTheNumberOfImages(int images) {
        double mean = 0;
        for (int a = 0; a <= images; a++) {
            for (int b = 0; a + b <= images; b++) {
                double[] counts = {a, b, images - a - b};
                HistogramBets bets = bets(WEIGHTS);
                bets.bet(counts, images, 0);
                mean += probability(counts, images) * bets.evidenceOfChange();
            }
        }
        assertThat(mean).isCloseTo(images, within(1e-8 * images));
    }

    private static double probability(double[] counts, int images) {
        double log = Gamma.logGamma(images + 1.0) + Predictive.log(WEIGHTS, counts);
        for (double count : counts) {
            log -= Gamma.logGamma(count + 1);
        }
        return Math.exp(log);
    }

    @Test
    void aChangeRaisesTheEvidenceAndIsDatedToItsFirstStep() {
        HistogramBets bets = bets(1_000, 1_000);
        Random random = new Random(1);
        for (int step = 0; step < 60; step++) {
            double share = step < 30 ? .5 : .9;
            double[] counts = new double[2];
            for (int i = 0; i < 32; i++) {
                counts[random.nextDouble() < share ? 0 : 1]++;
            }
            bets.bet(counts, 32, 32L * step);
            bets.remember(counts, 32);
        }
        assertThat(bets.evidenceOfChange()).isGreaterThan(1e6);
        assertThat(bets.began()).isBetween(32L * 28, 32L * 31);
        assertThat(bets.strongest()).isGreaterThan(Math.log(1e6));
    }

    @Test
    void evidenceStaysFiniteHoweverLongTheChangeLasts() {
        HistogramBets bets = bets(1_000, 1_000);
        for (int step = 0; step < 2_000; step++) {
            bets.bet(new double[] {32, 0}, 32, 32L * step);
            bets.remember(new double[] {32, 0}, 32);
        }
        assertThat(bets.evidenceOfChange()).isFinite().isGreaterThan(1e290);
    }

    @Test
    void aHistogramWithOneFilledBinSaysNothing() {
        assertThat(bets(10, 0, 0).informative()).isFalse();
        assertThat(bets(10, 0, 1).informative()).isTrue();
    }

    @Test
    void imagesTakenInMoveTheReferenceAndFadeFromTheAdaptiveBet() {
        HistogramBets bets = bets(10, 20);
        bets.grow(new double[] {1, 2});
        bets.remember(new double[] {32, 0}, 32);
        bets.remember(new double[] {0, 32}, 32);
        assertThat(bets.weights()).containsExactly(11, 22);
        assertThat(bets.recent()).containsExactly(new double[] {.8 * 32, 32}, within(1e-12));
    }

    @Test
    void aReturnIsBetOnOnlyWhereThereIsSomewhereToReturnTo() {
        double[] counts = {5, 27};
        HistogramBets without = bets(100, 100);
        without.bet(counts, 32, 0);
        assertThat(without.evidenceOfReturn()).isZero();

        double[] home = {20, 80};
        HistogramBets with = new HistogramBets(new Alternatives.TripledOdds(2), new double[] {100, 100}, home);
        with.bet(counts, 32, 0);
        double gain = Predictive.log(home, counts) - Predictive.log(new double[] {100, 100}, counts);
        assertThat(with.returnGain()).isCloseTo(gain, within(1e-12)).isPositive();
        assertThat(with.evidenceOfReturn()).isCloseTo(32 * Math.exp(gain), within(1e-6));
    }

    @Test
    void savedBetsGoOnLikeThoseThatNeverStopped() throws IOException {
        HistogramBets bets = new HistogramBets(new Alternatives.Tilts(), new double[14], new double[14]);
        HistogramBets whole = new HistogramBets(new Alternatives.Tilts(), filled(14, 50), filled(14, 60));
        whole.bet(filled(14, 2), 28, 0);
        whole.remember(filled(14, 2), 28);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        whole.write(new DataOutputStream(bytes));
        bets.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        for (HistogramBets each : new HistogramBets[] {bets, whole}) {
            each.bet(filled(14, 3), 42, 28);
            each.grow(filled(14, 3));
        }
        assertThat(bets.evidenceOfChange()).isEqualTo(whole.evidenceOfChange());
        assertThat(bets.evidenceOfReturn()).isEqualTo(whole.evidenceOfReturn());
        assertThat(bets.weights()).isEqualTo(whole.weights());
    }

    private static double[] filled(int bins, double first) {
        double[] values = new double[bins];
        for (int b = 0; b < bins; b++) {
            values[b] = first + b % 3;
        }
        return values;
    }
}
