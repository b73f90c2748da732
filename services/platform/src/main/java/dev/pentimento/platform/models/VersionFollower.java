package dev.pentimento.platform.models;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicFollower;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Follows {@code model-versions} from its beginning on its own thread. It hands every new state of the registry to a
 * listener, for the first time when the topic has been read to its end. The listener runs on that thread and may be
 * slow: states that follow each other meanwhile are merged into one.
 */
public final class VersionFollower implements AutoCloseable {
    private final TopicReader<Received<ModelVersion>> reader;
    private final TopicFollower<Received<ModelVersion>> follower;
    private final Consumer<Versions> listener;
    private volatile Versions versions = Versions.NONE;
    private volatile boolean caughtUp;

    public VersionFollower(ServiceContext context, String owner, Consumer<Versions> listener) {
        this(
                context.readers()
                        .events(
                                owner + "-versions",
                                Map.of(Topic.MODEL_VERSIONS, Start.BEGINNING),
                                ModelVersion.class,
                                UnusableRecords.LOGGED,
                                Patience.unbounded()),
                owner,
                listener);
    }

    VersionFollower(TopicReader<Received<ModelVersion>> reader, String owner, Consumer<Versions> listener) {
        this.reader = reader;
        this.listener = listener;
        this.follower = new TopicFollower<>(owner + "-versions", reader, this::accept);
    }

    public void start() {
        follower.start();
    }

    /** The state last read; empty until the topic has been read to its end once. */
    public Versions current() {
        return caughtUp ? versions : Versions.NONE;
    }

    public boolean caughtUp() {
        return caughtUp;
    }

    /** Completes when following has stopped; exceptionally if it could not continue. */
    public CompletableFuture<Void> terminated() {
        return follower.terminated();
    }

    @Override
    public void close() {
        follower.close();
    }

    private void accept(List<Received<ModelVersion>> read) {
        for (Received<ModelVersion> each : read) {
            versions = each.event().map(versions::with).orElseGet(() -> versions.without(each.key()));
        }
        boolean first = !caughtUp && reader.caughtUp();
        caughtUp |= first;
        if (first || caughtUp && !read.isEmpty()) {
            listener.accept(versions);
        }
    }
}
