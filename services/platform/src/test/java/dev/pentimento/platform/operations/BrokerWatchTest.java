package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
    private final Health health = new Health();
    private boolean answers;

    @Test
    void readinessGoesWithTheBrokersAndComesBackWithThem() {
        health.started();
        try (BrokerWatch watch = new BrokerWatch(this::ask, health)) {
            assertThat(health.notReady()).containsEntry("broker", "the brokers were not asked yet");

            answers = true;
            watch.look();
            assertThat(health.notReady()).isEmpty();

            answers = false;
            watch.look();
            assertThat(health.notReady()).containsEntry("broker", "the brokers do not answer");
            assertThat(health.notLive()).as("a restart brings no broker back").isEmpty();

            answers = true;
            watch.look();
            assertThat(health.notReady()).isEmpty();
        }
    }

    private void ask() throws TimeoutException {
        if (!answers) {
            throw new TimeoutException("nobody there");
        }
    }
}
