package dev.pentimento.statistics.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.requests.RequestBudget.Past;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetTest {
    private static final int IMAGES = 20_000;

    /** Requests of a partition whose images come at a steady rate, and how many of them are flips. */
    private record Drawn(int requests, int flips, double hours) {}

    private static Drawn drawn(RequestBudget budget, double flipShare, double imagesPerSecond) {
        Random random = new Random(5);
        Past past = Past.NONE;
        int requests = 0;
        int flips = 0;
        for (int offset = 0; offset < IMAGES; offset++) {
            boolean flip = random.nextDouble() < flipShare;
            Drawing levels = past.levels();
            boolean drawn = levels != null && Draw.draws(levels.of(flip), 3, offset);
            requests += drawn ? 1 : 0;
            flips += drawn && flip ? 1 : 0;
            past = budget.after(past, (long) (1000 * offset / imagesPerSecond), flip, drawn);
        }
        return new Drawn(requests, flips, IMAGES / imagesPerSecond / 3600);
    }

    @ParameterizedTest
    @CsvSource({"200, 0.5, 0.1, 10", "1000, 0.5, 0.02, 10", "50, 0.1, 0.3, 0.01", "5, 0.9, 0.1, 1"})
    void onAverageTheBudgetIsUsedButNotExceeded(double perHour, double share, double flipShare, double rate) {
        Drawn drawn = drawn(new RequestBudget(perHour, share), flipShare, rate);

        double most = Math.min(perHour * drawn.hours(), share * IMAGES);
        assertThat((double) drawn.requests()).isBetween(0.4 * most, 1.1 * most + 5);
    }

    @Test
    void flipsAreDrawnMoreOften() {
        Drawn drawn = drawn(new RequestBudget(1_000_000, 0.05), 0.1, 10);

        assertThat((double) drawn.flips() / drawn.requests()).isBetween(0.4, 0.55);
    }

    @Test
    void nothingIsDrawnBeforeTheFirstPeriodIsKnownAndNothingWithoutABudget() {
        RequestBudget budget = new RequestBudget(3600, 0.5);
        Past past = Past.NONE;
        for (int i = 0; i < RequestBudget.PERIOD; i++) {
            assertThat(past.levels()).isNull();
            past = budget.after(past, i * 100L, i % 10 == 0, false);
        }

        assertThat(past.levels()).isNotNull();
        assertThat(drawn(new RequestBudget(0, 0.5), 0.1, 10).requests()).isZero();
    }

    @Test
    void aPauseOfTheStreamDoesNotLookLikeALowRate() {
        RequestBudget budget = new RequestBudget(10, 0.9);
        Past past = Past.NONE;
        for (int i = 0; i < 10 * RequestBudget.PERIOD; i++) {
            past = budget.after(past, i * 100L, false, false);
        }
        long later = 86_400_000;
        int requests = 0;
        for (int i = 0; i < 4 * RequestBudget.PERIOD; i++) {
            Drawing levels = past.levels();
            boolean drawn = levels != null && Draw.draws(levels.of(false), 0, i);
            requests += drawn ? 1 : 0;
            past = budget.after(past, later + i * 100L, false, drawn);
        }

        assertThat(requests).isLessThanOrEqualTo(20);
    }

    @Test
    void drawsHaveTheirProbabilityAndLargerSamplesContainSmallerOnes() {
        Drawing rare = new Drawing(3, 6, false);
        int often = 0;
        int seldom = 0;
        for (int offset = 0; offset < 100_000; offset++) {
            boolean drawn = Draw.draws(rare, 2, offset);
            seldom += drawn ? 1 : 0;
            often += Draw.draws(rare.of(true), 2, offset) ? 1 : 0;
            assertThat(!drawn || Draw.draws(rare.of(true), 2, offset)).isTrue();
        }

        assertThat(often / 100_000.0).isCloseTo(0.125, within(0.005));
        assertThat(seldom / 100_000.0).isCloseTo(1 / 64.0, within(0.002));
        assertThat(Draw.draws(new Drawing(0, 0, false), 2, 7)).isTrue();
    }

    @Test
    void aDrawingIsReadAsItWasWritten() {
        Drawing drawing = new Drawing(2, 5, true);

        assertThat(Drawing.ofText(drawing.text())).isEqualTo(drawing);
        assertThat(drawing.weight()).isEqualTo(4);
        assertThat(drawing.of(false).probability()).isEqualTo(1 / 32.0);
        assertThatThrownBy(() -> Drawing.ofText("2-5")).hasMessage("no drawing: 2-5");
        assertThatThrownBy(() -> new Drawing(5, 2, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
