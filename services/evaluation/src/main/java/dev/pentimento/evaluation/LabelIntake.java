package dev.pentimento.evaluation;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Label;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes labels and sends each to where its image comes. What a record's key says does not matter, but where there is
 * no value: that takes back the label of the image that the key names.
 */
final class LabelIntake extends ContextualProcessor<byte[], byte[], byte[], Routed> {
    private static final int MOST_CHARACTERS = 1024;
    /** Several wait side by side for an image, and must fit into one record of the store's changelog. */
    private static final int MOST_BYTES = 32 << 10;

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
            Label label = label(record.key(), record.value());
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
                    record.headers());
            context()
                    .forward(new Record<>(
                            Bytes.ofText(label.getImageId()),
                            new Routed(Route.LABELS, arrival.toBytes()),
                            record.timestamp()));
        } catch (UnusableRecordException e) {
            context().forward(desk.letter(record, at, e));
        }
    }

    private static void requireUsable(Label label, Record<byte[], byte[]> record) throws UnusableRecordException {
        requireLength("imageId", label.getImageId());
        if (label.getLabel() != null) {
            requireLength("label", label.getLabel());
        }
        long size = record.value() == null ? 0 : record.value().length;
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        if (size > MOST_BYTES) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD,
                    "the label takes " + size + " bytes with its headers, allowed are " + MOST_BYTES);
        }
    }

    private static void requireLength(String field, String text) throws UnusableRecordException {
        if (text.isEmpty() || text.length() > MOST_CHARACTERS) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD,
                    field + " has " + text.length() + " characters, allowed are 1 to " + MOST_CHARACTERS);
        }
    }

    private Label label(byte @Nullable [] key, byte @Nullable [] value) throws UnusableRecordException {
        if (value != null) {
            return events.read(Topic.LABELS, value, Label.class);
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
            return new Label(imageId, null, null, null);
        } catch (CharacterCodingException e) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD, "the record has no value, and its key is no image id in UTF-8");
        }
    }
}
