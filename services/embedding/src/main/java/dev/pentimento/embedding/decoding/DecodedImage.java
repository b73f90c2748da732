package dev.pentimento.embedding.decoding;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Image;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An image that was decoded, without its pixels. */
public record DecodedImage(ConsumerRecord<byte[], byte[]> record, EmbeddedImage description) implements DecodingResult {
    /** A time outside the calendar's range would make the evaluation refuse the whole batch. */
    private static final long LATEST_MILLIS =
            Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    static DecodedImage of(ConsumerRecord<byte[], byte[]> record, Image image) {
        return new DecodedImage(
                record,
                EmbeddedImage.newBuilder()
                        .setId(image.getId())
                        .setOffset(record.offset())
                        .setTimestamp(Instant.ofEpochMilli(Math.min(Math.max(0, record.timestamp()), LATEST_MILLIS)))
                        .setCapturedAt(image.getCapturedAt())
                        .setSource(image.getSource())
                        .build());
    }

    /** The partition of {@code images} that it came from. */
    public int partition() {
        return record.partition();
    }
}
