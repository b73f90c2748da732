package dev.pentimento.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    /** The second is what librdkafka writes for none, the last but one is of the year 9999. */
    private static final long[] IMPOSSIBLE = {
        Long.MIN_VALUE, -1, 0, 1, RecordTime.EARLIEST_MILLIS - 1, RecordTime.LATEST_MILLIS, Long.MAX_VALUE
    };

    @ParameterizedTest
    @ValueSource(strings = {"-PT5H", "PT5H"})
    void aClockThatIsSetMovesNoTimeLimit(Duration jump) {
        AtomicReference<Instant> machine = new AtomicReference<>(NOON);
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it overflows, as it may
        MonotonicClock clock = new MonotonicClock(machine::get, nanos::get);

        machine.set(NOON.plus(jump));
        assertThat(clock.instant()).isEqualTo(NOON);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT20H", "-PT1H", "PT0S", "PT1H", "PT20H"})
    void aClockThatIsWrongByHoursReplacesNoTimestamp(Duration wrong) {
        long now = NOON.plus(wrong).toEpochMilli();
        for (Duration since : List.of(Duration.ZERO, Duration.ofMinutes(29), Duration.ofDays(-400))) {
            long timestamp = NOON.plus(since).toEpochMilli();
            assertThat(RecordTime.believed(timestamp, NOON.toEpochMilli(), now)).isEqualTo(timestamp);
        }
        for (long impossible : IMPOSSIBLE) {
            assertThat(RecordTime.believed(impossible, NOON.toEpochMilli(), now))
                    .as("the clock is not asked while earlier records are known")
                    .isEqualTo(NOON.toEpochMilli());
        }
    }

    @Test
    void withoutEarlierRecordsTheClockDecides() {
        long now = NOON.toEpochMilli();
        for (long kept : new long[] {RecordTime.EARLIEST_MILLIS, now - 1, now, now + 1_800_000}) {
            assertThat(RecordTime.believed(kept, RecordTime.UNKNOWN, now)).isEqualTo(kept);
        }
        for (long impossible : IMPOSSIBLE) {
            assertThat(RecordTime.believed(impossible, RecordTime.UNKNOWN, now)).isEqualTo(now);
        }
        assertThat(RecordTime.believed(now + 1_800_001, RecordTime.UNKNOWN, now))
                .isEqualTo(now);
    }

    @Test
    void timestampsThatGrowStepByStepCarryTheTimeAheadByADayAtMost() {
        long now = NOON.toEpochMilli();
        long latest = now;
        for (int i = 1; i <= 1_000; i++) {
            latest = RecordTime.believed(now + i * 1_200_000L, latest, now);
        }
        assertThat(latest).isBetween(now, now + RecordTime.WRONG_CLOCK.toMillis() + 1_800_000);
    }
}
