package dev.pentimento.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values: {@code comparison_golden.py}. */
class McNemarTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "1, 0, 1",
        "3, 0, 0.25",
        "5, 12, 0.143463134765625",
        "12, 5, 0.143463134765625",
        "30, 30, 1",
        "120, 80, 0.005685155996750306",
        "400, 300, 0.00017847631448562662",
        "900, 700, 6.319484959450108e-07",
        "692, 233, 1.7356630162341109e-53"
    })
    void isTheTwoSidedBinomialTest(int helped, int hurt, double expected) {
        assertThat(McNemar.exactP(helped, hurt)).isCloseTo(expected, Percentage.withPercentage(1e-7));
    }

    @Test
    void holmMultipliesTheSmallestMost() {
        assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(Holm.adjust(new double[] {0.5, 0.02, 0.02, 1.0, 0.0004}))
                .containsExactly(new double[] {1, 0.08, 0.08, 1, 0.002}, within(1e-12));
        assertThat(Holm.adjust(new double[] {0.2})).containsExactly(0.2);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void whatIsNoCountOrNoProbabilityIsRefused() {
        assertThatThrownBy(() -> McNemar.exactP(-1, 3)).hasMessageContaining("-1, 3");
        assertThatThrownBy(() -> Holm.adjust(new double[] {0.1, Double.NaN})).hasMessageContaining("NaN");
    }
}
