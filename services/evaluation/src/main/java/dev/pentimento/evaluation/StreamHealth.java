package dev.pentimento.evaluation;

import dev.pentimento.serving.judges.ServingVersions;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/** Whether the stream currently answers images, and whether it can recover without a restart. */
final class StreamHealth {
    private final ServingVersions versions;
    private final Supplier<Optional<String>> loading;
    private final Supplier<State> state;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable String obstacle;

    /** @param loading why no champion is loaded; empty if one is */
    StreamHealth(ServingVersions versions, Supplier<Optional<String>> loading, Supplier<State> state) {
        this.versions = versions;
        this.loading = loading;
        this.state = state;
    }

    /** Records why the stream stops. */
    void failed(Throwable why) {
        failure = why;
    }

    /** Records what the stream waits for, as a sentence. */
    void waitsFor(String what) {
        obstacle = what;
    }

    /** The stream runs: it no longer waits. */
    void running() {
        obstacle = null;
    }

    /** Why the stream stopped by itself. */
    Throwable failure() {
        Throwable known = failure;
        return known == null ? new IllegalStateException("the stream is " + state.get()) : known;
    }

    Optional<String> notReady() {
        String awaited = obstacle;
        if (awaited != null) {
            return Optional.of(awaited);
        }
        if (!versions.ready()) {
            return loading.get().or(() -> Optional.of("no champion is loaded yet"));
        }
        // This comes first: a waiting stream changes its state repeatedly, because it reads the batch again.
        return versions.waiting().or(this::notRunning);
    }

    private Optional<String> notRunning() {
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
