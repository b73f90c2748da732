package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.routing.DeadLetterWriter;
import dev.pentimento.evaluation.routing.SetAsideRecords;
import dev.pentimento.evaluation.routing.UnusableRecord;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Label;
import dev.pentimento.platform.kafka.DeadLetters;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes labels and sends each to the partition of its image. A record's key matters only if the record has no value:
 * such a record withdraws the label of the image named by its key.
 */
public final class LabelIntake extends ContextualProcessor<byte[], byte[], byte[], IntakeOutput> {
    private static final int MOST_CHARACTERS = 1024;
    /** All labels that wait for one image must fit into one record of the store's changelog. */
    private static final int MOST_BYTES = 32 << 10;

    private final Events events;
    private final DeadLetterWriter deadLetters;
    private final SetAsideRecords setAside;

    /** @param setAside records that become dead letters immediately */
    public LabelIntake(Events events, DeadLetterWriter deadLetters, SetAsideRecords setAside) {
        this.events = events;
        this.deadLetters = deadLetters;
        this.setAside = setAside;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        try {
            requireNotSetAside(at);
            Label label = label(record.key(), record.headers(), record.value());
            requireUsable(label, record);
            Instant labelledAt =
                    label.getLabelledAt() == null ? Instant.ofEpochMilli(record.timestamp()) : label.getLabelledAt();
            LabelArrival arrival = new LabelArrival(
                    label.getLabel(),
                    labelledAt,
                    at.partition(),
                    at.offset(),
                    record.timestamp(),
                    record.value(),
                    record.headers(),
                    Boolean.TRUE.equals(label.getAnswersRequest()));
            context()
                    .forward(new Record<>(
                            Bytes.ofText(label.getImageId()), new IntakeOutput.Accepted(arrival), record.timestamp()));
        } catch (UnusableRecordException e) {
            context()
                    .forward(deadLetters.letter(
                            UnusableRecord.of(record, at),
                            e.reason(),
                            String.valueOf(e.getMessage()),
                            IntakeOutput.Refused::new));
        }
    }

    private void requireNotSetAside(RecordMetadata at) throws UnusableRecordException {
        Optional<String> failed = setAside.reason(at);
        if (failed.isPresent()) {
            throw new UnusableRecordException(DeadLetterReason.FAILED_PROCESSING, failed.get());
        }
    }

    private static void requireUsable(Label label, Record<byte[], byte[]> record) throws UnusableRecordException {
        requireLength("imageId", label.getImageId());
        if (label.getLabel() != null) {
            requireLength("label", label.getLabel());
        }
        long size = (record.value() == null ? 0 : record.value().length) + DeadLetters.bytes(record.headers());
        if (size > MOST_BYTES) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD,
                    "the label takes " + size + " bytes with its headers; at most " + MOST_BYTES);
        }
    }

    private static void requireLength(String field, String text) throws UnusableRecordException {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD,
                    field + " has " + text.length() + " characters; allowed: 1 to " + MOST_CHARACTERS);
        }
    }

    private Label label(byte @Nullable [] key, Headers headers, byte @Nullable [] value)
            throws UnusableRecordException {
        if (value != null) {
            return events.read(Topic.LABELS, headers, value, Label.class);
        }
        if (key == null) {
            throw new UnusableRecordException(
                    DeadLetterReason.UNDECODABLE_RECORD, "the record has neither key nor value, so it names no image");
        }
        try {
            String imageId = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            return new Label(imageId, null, null, null, false);
        } catch (CharacterCodingException e) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD, "the record has no value, and its key is not an image id in UTF-8");
        }
    }
}
