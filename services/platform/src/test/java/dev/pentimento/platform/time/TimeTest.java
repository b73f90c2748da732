package dev.pentimento.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

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

    @Test
    void aTimestampThatNoTopicAcceptsIsReplaced() {
        long now = NOON.toEpochMilli();
        InstantSource clock = InstantSource.fixed(NOON);

        for (long kept : new long[] {0, 1, now - 1, now, now + 600_000}) {
            assertThat(RecordTime.accepted(kept, clock)).isEqualTo(kept);
        }
        for (long past : new long[] {-1, -now, Long.MIN_VALUE}) {
            assertThat(RecordTime.accepted(past, clock)).isZero();
        }
        for (long future : new long[] {now + 600_001, 253_402_300_799_999L, Long.MAX_VALUE}) {
            assertThat(RecordTime.accepted(future, clock)).isEqualTo(now);
        }
    }
}
