package dev.pentimento.platform.kafka;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Images as gateways of cameras send them: the key is the id, the value is the image file, and a header may name the
 * source. Both texts are UTF-8.
 *
 * @param sourceHeader name of that header
 */
record RawImages(String sourceHeader) {
    Image image(ConsumerRecord<byte[], byte[]> record) throws UnusableRecordException {
        if (record.value() == null) {
            throw new UnusableRecordException(DeadLetterReason.UNDECODABLE_RECORD, "the record has no value");
        }
        if (record.key() == null || record.key().length == 0) {
            throw new UnusableRecordException(
                    DeadLetterReason.INVALID_FIELD,
                    "the record has no key; with images.format=raw, the key is the image's id");
        }
        Header source = record.headers().lastHeader(sourceHeader);
        byte[] sourceBytes = source == null ? null : source.value();
        return Image.newBuilder()
                .setId(text("the key", record.key()))
                .setContent(ByteBuffer.wrap(record.value()))
                .setSource(sourceBytes == null ? null : text("the header " + sourceHeader, sourceBytes))
                .build();
    }

    private static String text(String what, byte[] bytes) throws UnusableRecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnusableRecordException(DeadLetterReason.INVALID_FIELD, what + " is not text in UTF-8");
        }
    }

    /** The record of an image that has content. */
    ProducerRecord<byte[], byte[]> record(String topic, Image image) {
        ByteBuffer content = image.getContent();
        if (content == null) {
            throw new IllegalArgumentException(
                    image.getId() + " has no content; with images.format=raw, images cannot be sent by address");
        }
        byte[] value = new byte[content.remaining()];
        content.duplicate().get(value);
        @Nullable String source = image.getSource();
        List<Header> headers = source == null
                ? List.of()
                : List.of(new RecordHeader(sourceHeader, source.getBytes(StandardCharsets.UTF_8)));
        return new ProducerRecord<>(topic, null, image.getId().getBytes(StandardCharsets.UTF_8), value, headers);
    }
}
