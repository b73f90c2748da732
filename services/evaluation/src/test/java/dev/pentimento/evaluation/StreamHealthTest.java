package dev.pentimento.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.evaluation.models.ServingVersions;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamHealthTest {
    private final ServingVersions versions = new ServingVersions(InstantSource.system());
    private State state = State.CREATED;
    private final StreamHealth health = new StreamHealth(versions, () -> state);

    @AfterEach
    void close() {
        versions.close();
    }

    @Test
    void withoutAChampionItIsAliveButNotReady() {
        assertThat(health.notReady()).contains("no champion is loaded yet");
        assertThat(health.notLive()).isEmpty();
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
