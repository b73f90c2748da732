package dev.pentimento.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {
    @Test
    void theLowestAndTheHighestValueHaveTheLowestAndTheHighestBar() {
        assertThat(new Sparkline(List.of(3.0, 5.0, 7.0, 9.0, 10.0), 3, 10).text(5))
                .isEqualTo("▁▃▅▇█");
    }

    @Test
    void valuesBeyondTheScaleEndAtItsBars() {
        assertThat(new Sparkline(List.of(-3.0, 7.0), 0, 1).text(5)).isEqualTo("▁█");
    }

    @Test
    void whatIsNotKnownIsAGap() {
        assertThat(new Sparkline(Arrays.asList(1.0, null, Double.NaN, 0.0), 0, 1).text(9))
                .isEqualTo("█  ▁");
    }

    @Test
    void theLatestValuesAreKept() {
        assertThat(new Sparkline(List.of(1.0, 1.0, 0.0, 1.0), 0, 1).text(2)).isEqualTo("▁█");
        assertThat(new Sparkline(List.of(1.0), 0, 1).text(0)).isEmpty();
    }

    @Test
    void fromZeroTwiceAsMuchIsTwiceAsHigh() {
        assertThat(Sparkline.fromZero(List.of(0.0, 3.5, 7.0)).text(3)).isEqualTo("▁▅█");
        assertThat(Sparkline.fromZero(List.of(0.0, 0.0)).text(2)).isEqualTo("▁▁");
    }
}
