package dev.pentimento.platform.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
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

    @Test
    void anyFailureOfTheQuestionIsNoAnswer() {
        health.started();
        Exception[] failures = {
            new ExecutionException(new IOException("refused")), new IllegalStateException("no such host")
        };
        for (Exception failure : failures) {
            BrokerWatch.Probe probe = () -> {
                if (failure instanceof ExecutionException execution) {
                    throw execution;
                }
                throw (IllegalStateException) failure;
            };
            try (BrokerWatch watch = new BrokerWatch(probe, health)) {
                watch.look();
                assertThat(health.notReady()).containsEntry("broker", "the brokers do not answer");
            }
        }
    }

    @Test
    void aWatchThatIsInterruptedKeepsWhatItKnows() {
        health.started();
        BrokerWatch.Probe probe = () -> {
            throw new InterruptedException();
        };
        try (BrokerWatch watch = new BrokerWatch(probe, health)) {
            watch.look();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(health.notReady()).containsEntry("broker", "the brokers were not asked yet");
        }
    }

    private void ask() throws TimeoutException {
        if (!answers) {
            throw new TimeoutException("nobody there");
        }
    }
}
