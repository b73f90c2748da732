package dev.pentimento.evaluation;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Label;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Decodes labels and sends each to where its image comes; what its key says does not matter. */
final class LabelIntake extends ContextualProcessor<byte[], byte[], byte[], Routed> {
    private final Events events;
    private final DeadLetterDesk desk;

    LabelIntake(Surroundings surroundings) {
        events = surroundings.events();
        desk = new DeadLetterDesk(surroundings);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        try {
            Label label = events.read(Topic.LABELS, record.value(), Label.class);
            if (label.getImageId().isEmpty()) {
                throw new UnusableRecordException(DeadLetterReason.INVALID_FIELD, "imageId is empty");
            }
            Instant labelledAt =
                    label.getLabelledAt() == null ? Instant.ofEpochMilli(record.timestamp()) : label.getLabelledAt();
            LabelArrival arrival = new LabelArrival(
                    label.getLabel(), labelledAt, at.partition(), at.offset(), record.timestamp(), record.value());
            context()
                    .forward(new Record<>(
                            Bytes.ofText(label.getImageId()),
                            new Routed(Route.LABELS, arrival.toBytes()),
                            record.timestamp()));
        } catch (UnusableRecordException e) {
            context().forward(desk.letter(record, at, e));
        }
    }
}
