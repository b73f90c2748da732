package dev.pentimento.cli.watch;

import dev.pentimento.cli.live.LiveDeadLetters;
import dev.pentimento.cli.live.LiveDrift;
import dev.pentimento.cli.live.LiveModels;
import dev.pentimento.cli.live.LiveQuality;
import dev.pentimento.cli.live.LiveView;
import dev.pentimento.cli.models.VersionRows;
import dev.pentimento.cli.output.EventRows;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.LabelRequest;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.kafka.Topic;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * A stream that can be watched, and how its events are shown in a table.
 *
 * @param live shows the current state from its events; empty if each event stands alone
 */
record WatchedStream<E extends SpecificRecord>(
        String name, Topic topic, Class<E> type, EventRows<E, ?> rows, Optional<Supplier<LiveView<E>>> live) {
    private static final List<WatchedStream<?>> ALL = List.of(
            of("predictions", Topic.PREDICTIONS, Prediction.class, new PredictionRows()),
            of("outcomes", Topic.OUTCOMES, Outcome.class, new OutcomeRows()),
            of("label-requests", Topic.LABEL_REQUESTS, LabelRequest.class, new LabelRequestRows()),
            live("quality", Topic.PREDICTION_QUALITY, QualityWindow.class, new QualityRows(), LiveQuality::new),
            live("drift", Topic.EMBEDDING_DRIFT, DriftWindow.class, new DriftRows(), LiveDrift::new),
            live("models", Topic.MODEL_VERSIONS, ModelVersion.class, new VersionRows(), LiveModels::new),
            live("dead-letters", Topic.DEAD_LETTERS, DeadLetter.class, new DeadLetterRows(), LiveDeadLetters::new));

    private static <E extends SpecificRecord> WatchedStream<E> of(
            String name, Topic topic, Class<E> type, EventRows<E, ?> rows) {
        return new WatchedStream<>(name, topic, type, rows, Optional.empty());
    }

    private static <E extends SpecificRecord> WatchedStream<E> live(
            String name, Topic topic, Class<E> type, EventRows<E, ?> rows, Supplier<LiveView<E>> view) {
        return new WatchedStream<>(name, topic, type, rows, Optional.of(view));
    }

    static Optional<WatchedStream<?>> named(String name) {
        for (WatchedStream<?> stream : ALL) {
            if (stream.name.equals(name)) {
                return Optional.of(stream);
            }
        }
        return Optional.empty();
    }

    static List<String> names() {
        return ALL.stream().<String>map(WatchedStream::name).toList();
    }

    /** For help and completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
