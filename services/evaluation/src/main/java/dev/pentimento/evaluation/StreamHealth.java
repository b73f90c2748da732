package dev.pentimento.evaluation;

import dev.pentimento.evaluation.models.ServingVersions;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** Whether the stream answers images now, and whether it ever will without a restart. */
final class StreamHealth {
    private final ServingVersions versions;
    private final Supplier<State> state;
    private volatile @Nullable Throwable failure;

    StreamHealth(ServingVersions versions, Supplier<State> state) {
        this.versions = versions;
        this.state = state;
    }

    /** Remembers why the stream ends. */
    void failed(Throwable why) {
        failure = why;
    }

    /** What ended the stream; for a stream that has come to its end without being told to. */
    Throwable failure() {
        Throwable known = failure;
        return known == null ? new IllegalStateException("the stream is " + state.get()) : known;
    }

    Optional<String> notReady() {
        if (!versions.ready()) {
            return Optional.of("no champion is loaded yet");
        }
        if (!versions.wantedEncoders().isEmpty()) {
            return Optional.of("batches wait for networks of encoder " + versions.wantedEncoders());
        }
        State now = state.get();
        return now == State.RUNNING ? Optional.empty() : Optional.of("the stream is " + now);
    }

    Optional<String> notLive() {
        State now = state.get();
        return failure != null || now == State.PENDING_ERROR || now == State.ERROR
                ? Optional.of("the stream has failed: " + failure().getMessage())
                : Optional.empty();
    }
}
