package dev.pentimento.embedding;

import dev.pentimento.events.EmbeddedImage;
import dev.pentimento.events.Image;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An image whose pixels could be read, without them. */
record DecodedImage(ConsumerRecord<byte[], byte[]> record, EmbeddedImage description) {
    static DecodedImage of(ConsumerRecord<byte[], byte[]> record, Image image) {
        return new DecodedImage(
                record,
                EmbeddedImage.newBuilder()
                        .setId(image.getId())
                        .setOffset(record.offset())
                        .setTimestamp(Instant.ofEpochMilli(Math.max(0, record.timestamp())))
                        .setCapturedAt(image.getCapturedAt())
                        .setSource(image.getSource())
                        .build());
    }

    int partition() {
        return record.partition();
    }
}
