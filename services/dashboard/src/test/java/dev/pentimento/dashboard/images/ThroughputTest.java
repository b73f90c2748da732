package dev.pentimento.dashboard.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void aClockThatWasAheadOrAnyOtherTimeLeavesTheFigureRight() {
        Throughput throughput = new Throughput();
        for (int second = 0; second < 32; second++) {
            throughput.add(NOON.plusSeconds(18_000 + second));
        }
        for (long millis : new long[] {Long.MIN_VALUE, -1, 0, 253_402_300_799_999L, Long.MAX_VALUE}) {
            throughput.add(Instant.ofEpochMilli(millis));
        }
        for (int image = 0; image < 30; image++) {
            throughput.add(NOON.plusMillis(300L * image));
        }

        assertThat(throughput.perSecond(NOON.plusSeconds(10))).isEqualTo(3.0);
    }
}
