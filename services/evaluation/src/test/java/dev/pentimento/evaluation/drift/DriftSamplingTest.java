package dev.pentimento.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriftSamplingTest {
    private static final int BATCHES = 100_000;

    private Instant now = Instant.EPOCH;
    private final DriftSampling sampling = new DriftSampling(1_000, () -> now);

    private void pass(long seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    @Test
    void allAreCountedUpToTheRate() {
        for (int second = 0; second < 5; second++) {
            assertThat(sampling.share(600)).isEqualTo(1);
            assertThat(sampling.share(400)).isEqualTo(1);
            pass(1);
        }
    }

    @Test
    void theShareFollowsTheSecondBefore() {
        sampling.share(4_000);
        pass(1);
        assertThat(sampling.share(2_000)).isEqualTo(.25);
        assertThat(sampling.share(8_000)).isEqualTo(.25);
        pass(1);
        assertThat(sampling.share(500)).isEqualTo(.1);
        pass(1);
        assertThat(sampling.share(500)).isEqualTo(1);
    }

    @Test
    void aStreamThatBeginsAtOnceIsNotCountedWholeForASecond() {
        assertThat(sampling.share(1_000)).isEqualTo(1);
        assertThat(sampling.share(1_000)).isEqualTo(1);
        assertThat(sampling.share(6_000)).isEqualTo(.5);
        assertThat(sampling.share(1_000)).isEqualTo(.125);
    }

    @Test
    void aPauseLowersTheRate() {
        sampling.share(8_000);
        pass(4);
        assertThat(sampling.share(1)).isEqualTo(.5);
        pass(60);
        assertThat(sampling.share(1)).isEqualTo(1);
    }

    @Test
    void aClockThatGoesBackDoesNoHarm() {
        sampling.share(4_000);
        pass(-10);
        assertThat(sampling.share(1)).isEqualTo(.25);
    }

    private static boolean draws(long offset, double share) {
        return DriftSampling.draws(3, offset, share);
    }

    /** Four standard errors; every second, tenth or hundredth batch is drawn as often as any other, as pairs are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 100})
    void batchesAreDrawnWhereverTheyStand(int apart) {
        double share = .2;
        long drawn = LongStream.range(0, BATCHES)
                .filter(i -> draws(i * apart, share))
                .count();
        long pairs = LongStream.range(0, BATCHES)
                .filter(i -> draws(i * apart, share) && draws((i + 1) * apart, share))
                .count();
        assertThat(drawn / (double) BATCHES).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / BATCHES)));
        assertThat(pairs / (double) BATCHES)
                .isCloseTo(share * share, within(4 * Math.sqrt(share * share * 3 / BATCHES)));
    }

    @Test
    void whatIsInASmallShareIsInALargerOne() {
        assertThat(LongStream.range(0, BATCHES).filter(i -> draws(i, .1))).allMatch(i -> draws(i, .3));
        assertThat(LongStream.range(0, BATCHES)).allMatch(i -> draws(i, 1));
    }

    @Test
    void partitionsAreDrawnApart() {
        long both = LongStream.range(0, BATCHES)
                .filter(i -> draws(i, .2) && DriftSampling.draws(4, i, .2))
                .count();
        assertThat(both / (double) BATCHES).isCloseTo(.04, within(.003));
    }
}
