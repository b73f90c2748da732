package dev.pentimento.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final List<String> reactions = new ArrayList<>();

    @Test
    void everyReactionRunsOnce() throws InterruptedException {
        try (StopSignal signal = StopSignal.listen()) {
            signal.onRequest(() -> reactions.add("first"));
            signal.onRequest(() -> reactions.add("second"));
            assertThat(signal.requested()).isFalse();
            assertThat(signal.await(Duration.ZERO)).isFalse();

            signal.request();

            assertThat(signal.requested()).isTrue();
            assertThat(signal.await(Duration.ZERO)).isTrue();
            assertThat(reactions).containsExactly("first", "second");
        }
    }

    @Test
    void aReactionThatComesLateRunsAtOnce() {
        try (StopSignal signal = StopSignal.listen()) {
            signal.request();
            signal.onRequest(() -> reactions.add("late"));

            assertThat(reactions).containsExactly("late");
        }
    }
}
