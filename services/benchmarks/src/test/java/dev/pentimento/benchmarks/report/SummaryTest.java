package dev.pentimento.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void eachFigureHasTheMedianAndTheSpreadOfItsRuns() {
        Summary summary = Summary.of("some", List.of(run(0.9), run(0.7), run(0.8)));

        assertThat(summary.rows()).singleElement().satisfies(row -> {
            assertThat(row.median()).isEqualTo(0.8);
            assertThat(row.lowest()).isEqualTo(0.7);
            assertThat(row.highest()).isEqualTo(0.9);
            assertThat(row.runs()).containsExactly(0.9, 0.7, 0.8);
        });
    }

    @Test
    void theMedianOfAnEvenNumberOfRunsIsInTheirMiddle() {
        assertThat(Summary.of("some", List.of(run(1), run(2), run(4), run(8)))
                        .rows()
                        .get(0)
                        .median())
                .isEqualTo(3);
    }

    @Test
    void whatIsMissingInEveryRunIsSaidOnce() {
        Figures without = new Figures.Builder().missing("the peer: install it").build();

        assertThat(Summary.of("some", List.of(without, without)).missing()).containsExactly("the peer: install it");
    }

    private static Figures run(double ratio) {
        return new Figures.Builder()
                .add("steady / bare model", Unit.RATIO, ratio)
                .build();
    }
}
