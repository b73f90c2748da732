package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.serving.judges.ServingVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamHealthTest {
    private final ServingVersions versions = new ServingVersions(() -> Instant.EPOCH);
    private State state = State.CREATED;
    private Optional<String> loading = Optional.empty();
    private final StreamHealth health = new StreamHealth(versions, () -> loading, () -> state);

    @AfterEach
    void close() {
        versions.close();
    }

    @Test
    void withoutAChampionItIsAliveButNotReady() {
        assertThat(health.notReady()).contains("no champion is loaded yet");
        assertThat(health.notLive()).isEmpty();
    }

    @Test
    void whatTheStreamWaitsForIsToldUntilItRuns() {
        health.waitsFor("the disk is full");
        assertThat(health.notReady()).contains("the disk is full");
        assertThat(health.notLive()).as("a restart frees no disk").isEmpty();
        health.running();
        assertThat(health.notReady()).contains("no champion is loaded yet");
    }

    @Test
    void aChampionThatCannotBeLoadedIsNamed() {
        loading = Optional.of("version v1 cannot be loaded: out of memory");
        assertThat(health.notReady()).contains("version v1 cannot be loaded: out of memory");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aBatchThatWaitsIsTheReasonWhateverTheStreamDoes(State each) throws InterruptedException {
        versions.swap(TestStream.version("v1", TestStream.ENCODER, new FakeJudge(3, true)), List.of());
        versions.lease(Set.of("e9"), Duration.ZERO);
        state = each;
        assertThat(health.notReady()).contains("batches wait for networks of encoder [e9]");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void onlyARunningStreamIsReady(State each) {
        versions.swap(TestStream.version("v1", TestStream.ENCODER, new FakeJudge(3, true)), List.of());
        state = each;
        if (each == State.RUNNING) {
            assertThat(health.notReady()).isEmpty();
        } else {
            assertThat(health.notReady()).contains("the stream is " + each);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void onlyAStreamInErrorIsNotAlive(State each) {
        state = each;
        if (each == State.ERROR || each == State.PENDING_ERROR) {
            assertThat(health.notLive()).contains("the stream has failed: the stream is " + each);
        } else {
            assertThat(health.notLive()).isEmpty();
        }
    }

    @Test
    void whatEndedTheStreamIsToldAtOnceAndStays() {
        state = State.RUNNING;
        health.failed(new IllegalStateException("disk full"));
        assertThat(health.notLive()).contains("the stream has failed: disk full");
        state = State.ERROR;
        assertThat(health.notLive()).contains("the stream has failed: disk full");
        assertThat(health.failure()).hasMessage("disk full");
    }
}
