package dev.pentimento.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aSeedAlwaysGivesTheSameSchedule() {
        LongStream.rangeClosed(1, 200)
                .forEach(seed -> assertThat(Schedule.draw(seed)).isEqualTo(Schedule.draw(seed)));
        assertThat(Schedule.draw(1)).isNotEqualTo(Schedule.draw(2));
    }

    @Test
    void asManySeedsAsThereAreKindsHaveEveryKind() {
        int kinds = FaultKind.values().length;
        Set<FaultKind> seen = LongStream.range(7, 7 + kinds)
                .boxed()
                .flatMap(seed -> Schedule.draw(seed).faults().stream())
                .map(Fault::kind)
                .collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrder(FaultKind.values());
    }

    @Test
    void faultsStayWithinTheirLimits() {
        LongStream.rangeClosed(1, 200)
                .boxed()
                .flatMap(seed -> Schedule.draw(seed).faults().stream())
                .forEach(fault -> {
                    assertThat(fault.kind().targets()).contains(fault.target());
                    assertThat(fault.lasts().toMillis())
                            .isBetween(
                                    fault.kind().leastSeconds() * 1_000L,
                                    fault.kind().mostSeconds() * 1_000L);
                });
    }

    @Test
    void schedulesOverlap() {
        assertThat(LongStream.rangeClosed(1, 50).mapToObj(Schedule::draw).filter(ScheduleTest::overlaps))
                .hasSizeGreaterThan(25);
    }

    private static boolean overlaps(Schedule schedule) {
        for (int i = 1; i < schedule.faults().size(); i++) {
            Fault before = schedule.faults().get(i - 1);
            if (schedule.faults().get(i).at().compareTo(before.end()) < 0) {
                return true;
            }
        }
        return false;
    }
}
