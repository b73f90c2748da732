package dev.pentimento.embedding.decoding;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.platform.kafka.Events;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.platform.kafka.UnusableRecordException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Checks an {@code Image} before its content is decoded. */
final class ImageContents {
    /**
     * Ids and sources are copied into every record derived from an image. The limit keeps such records small enough.
     */
    static final int LONGEST_TEXT = 1024;

    private ImageContents() {}

    /**
     * Reads the event of a record: an image with content or with an address.
     *
     * @throws UnusableRecordException with the reason if it is invalid
     * @throws org.apache.kafka.common.errors.RetriableException if the registry does not answer
     */
    static Image read(Events events, ConsumerRecord<byte[], byte[]> record) throws UnusableRecordException {
        Image image = events.readRecord(Topic.IMAGES, record, Image.class);
        requireLength("id", Objects.requireNonNullElse(image.getId(), ""), 1);
        requireLength("source", Objects.requireNonNullElse(image.getSource(), ""), 0);
        if (!hasContent(image) && image.getUri() == null) {
            throw new UnusableRecordException(
                    DeadLetterReason.MISSING_CONTENT,
                    "the image has neither content nor uri; send its bytes as content");
        }
        return image;
    }

    /** Whether the record contains the image's bytes. If so, its uri is ignored. */
    static boolean hasContent(Image image) {
        return image.getContent() != null && image.getContent().hasRemaining();
    }

    /** The image's bytes, which must be in the record. */
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
                    field + " has " + value.length() + " characters; allowed: " + least + " to " + LONGEST_TEXT);
        }
    }
}
