package dev.pentimento.dashboard.topics;

import dev.pentimento.platform.ServiceContext;
import dev.pentimento.platform.kafka.Patience;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Start;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.TopicFollower;
import dev.pentimento.platform.kafka.TopicReader;
import dev.pentimento.platform.kafka.UnusableRecords;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * Follows the small topics in its own thread and passes events to a listener. It stores no offsets: after a restart it
 * reads the topics again, so they are the only storage.
 */
public final class TopicFeed implements AutoCloseable {
    private final Listener listener;
    private final TopicReader<Received<SpecificRecord>> reader;
    private final TopicFollower<Received<SpecificRecord>> follower;

    /** Receives the records, on the feed's thread. */
    public interface Listener {
        void accept(SpecificRecord event);

        void versionRemoved(String version);

        /** A dead letter is at this position. */
        default void deadLetter(int partition, long offset) {}

        /** Called when a record could not be decoded and is skipped. */
        void unusable(Topic topic);
    }

    /**
     * @param tail number of offsets to read from the end of a partition that is too long to be read from its beginning
     */
    public TopicFeed(ServiceContext context, int tail, Listener listener) {
        this(
                context.readers()
                        .events(
                                "dashboard-feed",
                                starts(tail),
                                SpecificRecord.class,
                                counted(listener),
                                Patience.unbounded()),
                listener);
    }

    TopicFeed(TopicReader<Received<SpecificRecord>> reader, Listener listener) {
        this.listener = listener;
        this.reader = reader;
        this.follower = new TopicFollower<>("dashboard-feed", reader, read -> read.forEach(this::accept));
    }

    public static Map<Topic, Start> starts(int tail) {
        Start latest = new Start.Tail(tail);
        return Map.of(
                Topic.PREDICTION_QUALITY, Start.BEGINNING,
                Topic.EMBEDDING_DRIFT, Start.BEGINNING,
                Topic.MODEL_VERSIONS, Start.BEGINNING,
                Topic.MODEL_COMMANDS, Start.BEGINNING,
                Topic.ALARM_DECISIONS, Start.BEGINNING,
                Topic.DEAD_LETTERS, Start.BEGINNING,
                Topic.PREDICTIONS, latest,
                Topic.OUTCOMES, latest);
    }

    private static UnusableRecords counted(Listener listener) {
        return (topic, record, reason) -> {
            UnusableRecords.LOGGED.passedOver(topic, record, reason);
            listener.unusable(topic);
        };
    }

    public void start() {
        follower.start();
    }

    /** Why the state may be incomplete, if it may. */
    public Optional<String> problem() {
        return failure()
                .or(reader::problem)
                .or(() -> reader.caughtUp() ? Optional.empty() : Optional.of("the topics are still being read"));
    }

    private Optional<String> failure() {
        if (!terminated().isCompletedExceptionally()) {
            return Optional.empty();
        }
        return terminated()
                .handle((done, error) ->
                        Optional.of("reading the topics has ended after an error: " + error.getMessage()))
                .join();
    }

    /** Completes when reading has stopped; completes exceptionally if it failed. */
    public CompletableFuture<Void> terminated() {
        return follower.terminated();
    }

    @Override
    public void close() {
        follower.close();
    }

    private void accept(Received<SpecificRecord> received) {
        if (received.topic() == Topic.DEAD_LETTERS) {
            listener.deadLetter(received.record().partition(), received.record().offset());
        }
        received.event().ifPresentOrElse(listener::accept, () -> {
            if (received.topic() == Topic.MODEL_VERSIONS) {
                listener.versionRemoved(received.key());
            }
        });
    }
}
