package dev.pentimento.embedding;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What an {@code Image} must be before its content is looked at. */
final class ImageContents {
    /** Ids and sources go into every record derived from an image; the limit keeps those within a record's. */
    static final int LONGEST_TEXT = 1024;

    private ImageContents() {}

    /**
     * The event in a record, with content or the address of it.
     *
     * @throws UnusableRecordException saying what is wrong with it
     * @throws org.apache.kafka.common.errors.RetriableException if the registry cannot be asked
     */
    static Image read(Events events, ConsumerRecord<byte[], byte[]> record) throws UnusableRecordException {
        Image image = events.read(Topic.IMAGES, record.value(), Image.class);
        requireLength("id", Objects.requireNonNullElse(image.getId(), ""), 1);
        requireLength("source", Objects.requireNonNullElse(image.getSource(), ""), 0);
        if (!hasContent(image) && image.getUri() == null) {
            throw new UnusableRecordException(
                    DeadLetterReason.MISSING_CONTENT,
                    "the image has neither content nor uri; send its bytes as content");
        }
        return image;
    }

    /** Whether the bytes are in the record; if so, a uri beside them is not asked. */
    static boolean hasContent(Image image) {
        return image.getContent() != null && image.getContent().hasRemaining();
    }

    /** The bytes of the image's file, which must be in the record. */
    static byte[] bytes(Image image) {
        ByteBuffer content = image.getContent();
        if (content.hasArray()
                && content.arrayOffset() == 0
                && content.position() == 0
                && content.remaining() == content.array().length) {
            return content.array();
        }
        byte[] copy = new byte[content.remaining()];
        content.duplicate().get(copy);
        return copy;
    }

    private static void requireLength(String field, String value, int least) throws UnusableRecordException {
        if (value.length() < least || value.length() > LONGEST_TEXT) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD,
                    field + " has " + value.length() + " characters, allowed are " + least + " to " + LONGEST_TEXT);
        }
    }
}
