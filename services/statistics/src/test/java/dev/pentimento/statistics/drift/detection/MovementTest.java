package dev.pentimento.statistics.drift.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pentimento.statistics.GoldenValues;
import dev.pentimento.statistics.drift.detection.DriftAlarm.ClassShift;
import dev.pentimento.statistics.drift.detection.DriftAlarm.ScoreShift;
import dev.pentimento.statistics.drift.histogram.HistogramShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovementTest {
    private static final HistogramShape SHAPE = new HistogramShape(2, 4);
    private static final List<String> NAMES = List.of("first", "second");

    private static double[] even(double weight) {
        double[] weights = new double[SHAPE.size()];
        Arrays.fill(weights, weight);
        return weights;
    }

    @Test
    void theSameSharesAreNoMovement() {
        Movement movement = Movement.between(SHAPE, NAMES, even(70), even(2));
        assertThat(movement.size()).isCloseTo(0, within(1e-12));
        assertThat(movement.classes()).isEmpty();
        assertThat(movement.scores()).as("the largest is always named").hasSize(1);
        assertThat(Movement.moved(SHAPE, even(70), even(2))).containsOnly(false);
    }

    @Test
    void theScoreThatMovedIsNamedWithItsTotalVariation() {
        double[] now = even(100);
        Arrays.fill(now, SHAPE.offset(1), SHAPE.offset(1) + 7, 200);
        Arrays.fill(now, SHAPE.offset(1) + 7, SHAPE.offset(2), 0);

        Movement movement = Movement.between(SHAPE, NAMES, even(70), now);

        assertThat(movement.size()).isCloseTo(.5, within(1e-12));
        assertThat(movement.scores()).extracting(ScoreShift::score).containsExactly("second");
        assertThat(movement.scores().get(0).totalVariation()).isCloseTo(.5, within(1e-12));
        assertThat(Movement.moved(SHAPE, even(70), now)).containsExactly(false, true, false);
    }

    @Test
    void classesAreNamedThatCameMoreOrLessOftenMostFirst() {
        double[] now = even(100);
        now[SHAPE.offset(2)] = 220;
        now[SHAPE.offset(2) + 1] = 30;
        now[SHAPE.offset(2) + 2] = 75;
        now[SHAPE.offset(2) + 3] = 75;

        List<ClassShift> classes = Movement.between(SHAPE, NAMES, even(70), now).classes();

        assertThat(classes).extracting(ClassShift::predictedClass).startsWith(0, 1);
        assertThat(classes.get(0).before()).isCloseTo(.25, within(1e-12));
        assertThat(classes.get(0).now()).isCloseTo(.55, within(1e-12));
        assertThat(classes.get(1).now()).isCloseTo(.075, within(1e-12));
    }

    /** (χ² − degrees of freedom) / √(2 · degrees of freedom) from 3 upwards is a movement. */
    @Test
    void aHistogramMovesWherePearsonsStatisticIsThreeDeviationsAboveItsMean() {
        double[][] golden = GoldenValues.of("pearson").get(0);
        double[] before = even(70);
        System.arraycopy(golden[0], 0, before, SHAPE.offset(2), 4);
        double statistic = golden[2][0];
        double excess = (statistic - 3) / Math.sqrt(6);

        for (double times : new double[] {.4, .5, .6, 1}) {
            double[] now = even(10);
            for (int c = 0; c < 4; c++) {
                now[SHAPE.offset(2) + c] = golden[1][c] * times;
            }
            double scaled = (statistic * times - 3) / Math.sqrt(6);
            assertThat(Movement.moved(SHAPE, before, now)[2])
                    .as("times " + times)
                    .isEqualTo(scaled >= 3);
        }
        assertThat(excess).isGreaterThan(3);
    }

    @Test
    void onlyHistogramsAboutAsClearAsTheClearestAreSaidToMove() {
        double[] now = even(1_000);
        Arrays.fill(now, SHAPE.offset(0), SHAPE.offset(0) + 7, 1_100);
        Arrays.fill(now, SHAPE.offset(0) + 7, SHAPE.offset(1), 900);
        Arrays.fill(now, SHAPE.offset(1), SHAPE.offset(1) + 7, 2_000);
        Arrays.fill(now, SHAPE.offset(1) + 7, SHAPE.offset(2), 0);
        assertThat(Movement.moved(SHAPE, even(70), now)).containsExactly(false, true, false);
        assertThat(Movement.between(SHAPE, NAMES, even(70), now).scores()).hasSize(2);
    }

    @Test
    void noMoreThanFiveScoresAreNamed() {
        HistogramShape wide = new HistogramShape(8, 2);
        double[] before = new double[wide.size()];
        Arrays.fill(before, 70);
        double[] now = before.clone();
        for (int h = 0; h < 8; h++) {
            now[wide.offset(h)] = 300 + 10 * h;
        }
        List<String> names = IntStream.range(0, 8).mapToObj(h -> "score " + h).toList();
        assertThat(Movement.between(wide, names, before, now).scores())
                .extracting(ScoreShift::score)
                .containsExactly("score 7", "score 6", "score 5", "score 4", "score 3");
    }

    @Test
    void noImageYetIsNoDivisionByZero() {
        Movement movement = Movement.between(SHAPE, NAMES, even(70), even(0));
        assertThat(movement.size()).isFinite();
        assertThat(Movement.moved(SHAPE, even(70), even(0))).containsOnly(false);
    }
}
