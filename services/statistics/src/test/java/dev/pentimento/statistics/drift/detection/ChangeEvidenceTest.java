package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeEvidenceTest {
    private static final HistogramShape SHAPE = new HistogramShape(2, 3);

    private Random random;

    @BeforeEach
    void seed() {
        random = new Random(3);
    }

    private static double[] even() {
        double[] weights = new double[SHAPE.size()];
        Arrays.fill(weights, 100);
        return weights;
    }

    /** The first score's images fall into the lower bins by this share, all others evenly. */
    private StepCounts step(double lower) {
        double[] counts = new double[SHAPE.size()];
        for (int i = 0; i < 32; i++) {
            counts[random.nextInt(7) + (random.nextDouble() < lower ? 0 : 7)]++;
            counts[SHAPE.offset(1) + random.nextInt(14)]++;
            counts[SHAPE.offset(2) + random.nextInt(3)]++;
        }
        return new StepCounts(32, counts);
    }

    private void feed(ChangeEvidence evidence, int steps, double lower, long from) {
        for (int i = 0; i < steps; i++) {
            StepCounts step = step(lower);
            evidence.bet(step, from + 32L * i);
            evidence.remember(step);
        }
    }

    @Test
    void theMeanIsOverHistogramsThatCanSaySomething() {
        double[] oneClass = even();
        Arrays.fill(oneClass, SHAPE.offset(2) + 1, SHAPE.size(), 0);
        StepCounts step = step(.5);
        for (int c = 1; c < 3; c++) {
            step.counts()[SHAPE.offset(2) + c] = 0;
        }
        ChangeEvidence all = ChangeEvidence.against(SHAPE, oneClass);
        all.bet(step, 0);

        double sum = 0;
        for (int h = 0; h < 2; h++) {
            HistogramBets bets = new HistogramBets(new Alternatives.Tilts(), SHAPE.part(oneClass, h), null);
            bets.bet(SHAPE.part(step.counts(), h), 32, 0);
            sum += bets.evidenceOfChange();
        }
        assertThat(all.ofChange()).isCloseTo(sum / 2, within(1e-9));
    }

    @Test
    void aChangeInOneHistogramIsFoundAndDated() {
        ChangeEvidence evidence = ChangeEvidence.against(SHAPE, even());
        feed(evidence, 40, .5, 0);
        assertThat(evidence.ofChange()).isLessThan(40 * 32 * 100.0);
        feed(evidence, 30, .95, 40 * 32);
        assertThat(evidence.ofChange()).isGreaterThan(1e6);
        assertThat(evidence.onset(1_000_000, 0, 32).image()).isBetween(35L * 32, 42L * 32);
    }

    @Test
    void noHistogramThatMovedMeansNothingToReturnTo() {
        ChangeEvidence evidence = ChangeEvidence.awaiting(SHAPE, even(), even(), new boolean[3]);
        feed(evidence, 10, .5, 0);
        assertThat(evidence.ofReturn()).isZero();
        assertThat(evidence.returning()).isFalse();
    }

    @Test
    void aReturnShowsInTheHistogramsThatMoved() {
        double[] drifted = even();
        for (int b = 0; b < 14; b++) {
            drifted[b] = b < 7 ? 180 : 20;
        }
        ChangeEvidence evidence = ChangeEvidence.awaiting(SHAPE, drifted, even(), new boolean[] {true, false, false});
        feed(evidence, 20, .9, 0);
        assertThat(evidence.returning()).isFalse();
        feed(evidence, 20, .5, 20 * 32);
        assertThat(evidence.returning()).isTrue();
        assertThat(evidence.ofReturn()).isGreaterThan(1e6);
        assertThat(evidence.moved()).containsExactly(true, false, false);
    }

    @Test
    void whatTheReferenceTookInItWeighs() {
        ChangeEvidence evidence = ChangeEvidence.against(SHAPE, even());
        StepCounts step = step(.5);
        evidence.grow(step);
        evidence.remember(step);
        double[] expected = even();
        for (int i = 0; i < expected.length; i++) {
            expected[i] += step.counts()[i];
        }
        assertThat(evidence.weights()).containsExactly(expected);
        assertThat(evidence.recent()).containsExactly(step.counts());
    }

    @Test
    void savedEvidenceGoesOnBitForBit() throws IOException {
        ChangeEvidence whole = ChangeEvidence.against(SHAPE, even());
        feed(whole, 12, .6, 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        whole.write(new DataOutputStream(bytes));
        ChangeEvidence restored = ChangeEvidence.against(SHAPE, new double[SHAPE.size()]);
        restored.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        StepCounts next = step(.9);
        whole.bet(next, 12 * 32);
        restored.bet(next, 12 * 32);
        assertThat(restored.ofChange()).isEqualTo(whole.ofChange());
        assertThat(restored.onset(1_000_000, 0, 32).image())
                .isEqualTo(whole.onset(1_000_000, 0, 32).image());
    }
}
