package dev.pentimento.evaluation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A label on its way to its image, with where it stood and its bytes, in case it turns out to be unusable.
 *
 * @param label none: takes an earlier one back
 * @param labelledAt when it was decided, or else its record's timestamp
 */
record LabelArrival(
        @Nullable String label, Instant labelledAt, int partition, long offset, long timestampMillis, byte[] value) {
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
                .bytes(value);
    }

    static LabelArrival read(Unpacker unpacker) {
        return new LabelArrival(
                unpacker.optionalText(),
                Instant.ofEpochMilli(unpacker.number()),
                unpacker.count(),
                unpacker.number(),
                unpacker.number(),
                unpacker.bytes());
    }
}
