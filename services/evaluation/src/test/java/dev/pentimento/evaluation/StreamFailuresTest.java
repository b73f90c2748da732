package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class StreamFailuresTest {
    private static final MissingSourceTopicException MISSING = new MissingSourceTopicException("missing");

    private Instant now = Instant.EPOCH;
    private final StreamFailures failures = new StreamFailures(() -> now, Duration.ZERO);

    @Test
    void whatKafkaCallsRetriableIsTriedAgain() {
        assertThat(failures.fatal(new StreamsException("commit", new TimeoutException("no answer"))))
                .isEmpty();
    }

    @Test
    void anythingElseEndsTheStream() {
        StreamsException problem = new StreamsException("a fault");
        assertThat(failures.fatal(problem)).contains(problem);
    }

    @Test
    void missingTopicsAreWaitedForButNotForEver() {
        assertThat(failures.fatal(MISSING)).isEmpty();
        now = now.plus(StreamFailures.PATIENCE).minusMillis(1);
        assertThat(failures.fatal(MISSING)).isEmpty();
        now = now.plusMillis(1);
        assertThat(failures.fatal(MISSING))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .hasMessageContaining("missing for 60 s")
                        .hasCause(MISSING));
    }

    @Test
    void patienceBeginsAnewWhenTheStreamHasRun() {
        failures.fatal(MISSING);
        now = now.plus(StreamFailures.PATIENCE);
        failures.running();
        assertThat(failures.fatal(MISSING)).isEmpty();
    }

    @Test
    void aPauseEndsWhenTheServiceCloses() {
        StreamFailures patient = new StreamFailures(() -> now, Duration.ofDays(1));
        patient.stop();
        assertThat(patient.fatal(MISSING)).isEmpty();
    }
}
