package dev.pentimento.evaluation.joining;

import dev.pentimento.evaluation.routing.UnusableRecord;
import dev.pentimento.evaluation.state.Bytes;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A label on its way to its image. It keeps its record's position and bytes, in case it becomes a dead letter.
 *
 * @param label none: it withdraws an earlier label
 * @param labelledAt when it was assigned, or else its record's timestamp
 * @param value none: the record had none, which withdraws a label too
 */
public record LabelArrival(
        @Nullable String label,
        Instant labelledAt,
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] value,
        Headers headers) {
    public static final VersionedFormat<LabelArrival> FORMAT =
            VersionedFormat.first(LabelArrival::write, LabelArrival::read);

    /** The label's record. Its key was not kept, so the image id replaces it. */
    UnusableRecord unusable(String topic, String imageId) {
        return new UnusableRecord(Bytes.ofText(imageId), value, headers, topic, partition, offset, timestampMillis);
    }

    void write(Packer packer) {
        packer.optionalText(label)
                .number(labelledAt.toEpochMilli())
                .number(partition)
                .number(offset)
                .number(timestampMillis)
                .optionalBytes(value);
        Header[] all = headers.toArray();
        packer.number(all.length);
        for (Header header : all) {
            packer.text(header.key()).optionalBytes(header.value());
        }
    }

    static LabelArrival read(Unpacker unpacker) {
        return new LabelArrival(
                unpacker.optionalText(),
                Instant.ofEpochMilli(unpacker.number()),
                unpacker.count(),
                unpacker.number(),
                unpacker.number(),
                unpacker.optionalBytes(),
                headers(unpacker));
    }

    private static Headers headers(Unpacker unpacker) {
        RecordHeaders headers = new RecordHeaders();
        for (int left = unpacker.count(); left > 0; left--) {
            headers.add(unpacker.text(), unpacker.optionalBytes());
        }
        return headers;
    }
}
