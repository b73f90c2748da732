package dev.pentimento.cli.watch;

import dev.pentimento.cli.models.VersionRows;
import dev.pentimento.cli.output.Rows;
import dev.pentimento.events.DeadLetter;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.Prediction;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.platform.kafka.Topic;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** A stream that can be watched, and how its events look in a table. */
record WatchedStream<E extends SpecificRecord>(String name, Topic topic, Class<E> type, Rows<E, ?> rows) {
    private static final List<WatchedStream<?>> ALL = List.of(
            new WatchedStream<>("predictions", Topic.PREDICTIONS, Prediction.class, new PredictionRows()),
            new WatchedStream<>("outcomes", Topic.OUTCOMES, Outcome.class, new OutcomeRows()),
            new WatchedStream<>("quality", Topic.PREDICTION_QUALITY, QualityWindow.class, new QualityRows()),
            new WatchedStream<>("drift", Topic.EMBEDDING_DRIFT, DriftWindow.class, new DriftRows()),
            new WatchedStream<>("models", Topic.MODEL_VERSIONS, ModelVersion.class, new VersionRows()),
            new WatchedStream<>("dead-letters", Topic.DEAD_LETTERS, DeadLetter.class, new DeadLetterRows()));

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
