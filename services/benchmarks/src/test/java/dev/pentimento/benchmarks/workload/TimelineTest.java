package dev.pentimento.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long SECOND = 1_000_000_000;

    /** 1,000 images in the first second, 3,000 in the next, always half a second of processor time. */
    private static Timeline timeline() {
        Timeline timeline = new Timeline();
        timeline.add(5 * SECOND, 0, 0);
        timeline.add(6 * SECOND, 1_000, SECOND / 2);
        timeline.add(7 * SECOND, 4_000, SECOND);
        return timeline;
    }

    @Test
    void aStretchBetweenMomentsHasItsOwnSpeed() {
        assertThat(timeline().between(0, 1_000).imagesPerSecond()).isEqualTo(1_000);
        assertThat(timeline().between(1_000, 4_000).imagesPerSecond()).isEqualTo(3_000);
        assertThat(timeline().between(1_000, 4_000).cpuMicrosPerImage()).isCloseTo(166.7, within(0.1));
    }

    @Test
    void aStretchThatBeginsBetweenTwoMomentsIsInterpolated() {
        Speed half = timeline().between(500, 2_500);

        assertThat(half.images()).isEqualTo(2_000);
        assertThat(half.nanos()).isEqualTo(SECOND);
        assertThat(half.cpuNanos()).isEqualTo(SECOND / 2);
    }

    @Test
    void imagesThatNeverCameHaveNoSpeed() {
        assertThatThrownBy(() -> timeline().between(0, 4_001)).hasMessage("there were never 4001 images");
    }
}
