package dev.pentimento.evaluation;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A label on its way to its image, with where it stood and its bytes, in case it turns out to be unusable.
 *
 * @param label none: takes an earlier one back
 * @param labelledAt when it was decided, or else its record's timestamp
 * @param value none: the record had none, which takes a label back too
 */
record LabelArrival(
        @Nullable String label,
        Instant labelledAt,
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] value,
        Headers headers) {
    byte[] toBytes() {
        Packer packer = new Packer();
        write(packer);
        return packer.toBytes();
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
