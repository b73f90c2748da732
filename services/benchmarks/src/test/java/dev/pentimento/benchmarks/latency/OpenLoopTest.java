package dev.pentimento.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OpenLoopTest {
    private static final long MILLI = 1_000_000;

    @Test
    void latencyCountsFromWhenAnImageWasDueEvenIfItWasSentLate() {
        OpenLoop loop = new OpenLoop(1_000, 3);
        long longAgo = System.nanoTime() - 1_000 * MILLI;
        List<Integer> sent = new ArrayList<>();

        loop.begin(longAgo);
        loop.send(sent::add);
        for (int i = 0; i < 3; i++) {
            loop.received(i, longAgo + 1_002 * MILLI);
        }

        assertThat(sent).containsExactly(0, 1, 2);
        assertThat(loop.latencies().percentileMillis(1)).isEqualTo(1_002);
        assertThat(loop.latencies().percentileMillis(0.01)).isEqualTo(1_000);
    }

    @Test
    void nothingIsSentBeforeItIsDue() {
        OpenLoop loop = new OpenLoop(1_000, 5);
        long begin = System.nanoTime();
        List<Long> sentAt = new ArrayList<>();

        loop.begin(begin);
        loop.send(each -> sentAt.add(System.nanoTime()));

        assertThat(sentAt).hasSize(5);
        for (int i = 0; i < sentAt.size(); i++) {
            assertThat(sentAt.get(i)).isGreaterThanOrEqualTo(begin + i * MILLI);
        }
    }

    @Test
    void aLoopThatIsStoppedCountsWhatItHasSent() {
        OpenLoop loop = new OpenLoop(1_000, 1_000_000);
        long longAgo = System.nanoTime() - 1_000 * MILLI;

        loop.begin(longAgo);
        loop.send(each -> {
            loop.received(each, longAgo + (10 + each) * MILLI);
            if (each == 4) {
                loop.stop();
            }
        });

        assertThat(loop.count()).isEqualTo(5);
        assertThat(loop.latencies().percentileMillis(1)).isEqualTo(10);
    }

    @Test
    void latenciesAreThoseOfTheImagesThatWereDueAtAMoment() {
        OpenLoop loop = new OpenLoop(1_000, 10);
        loop.begin(0);
        for (int i = 0; i < 10; i++) {
            loop.received(i, (i + (i < 5 ? 1 : 7)) * MILLI);
        }

        assertThat(loop.latencies(due -> due < 5 * MILLI).percentileMillis(1)).isEqualTo(1);
        assertThat(loop.latencies(due -> due >= 5 * MILLI).percentileMillis(0.01))
                .isEqualTo(7);
    }

    @Test
    void aPercentileIsALatencyThatWasMeasured() {
        Latencies latencies = new Latencies(
                LongStream.rangeClosed(1, 1_000).map(each -> each * MILLI).toArray());

        assertThat(latencies.percentileMillis(0.5)).isEqualTo(500);
        assertThat(latencies.percentileMillis(0.99)).isEqualTo(990);
        assertThat(latencies.percentileMillis(0.999)).isEqualTo(999);
    }
}
