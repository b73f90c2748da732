package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.KeyFormat;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.Slice;

/** A window of drift: one slice of the images that were counted against one reference. */
public record DriftKey(String referenceId, String encoderId, Slice slice, long windowStartMillis) {
    static final KeyFormat<DriftKey> FORMAT = new KeyFormat<>(DriftKey::toBytes, DriftKey::fromBytes);

    private byte[] toBytes() {
        return new Packer()
                .text(referenceId)
                .text(encoderId)
                .text(slice.text())
                .number(windowStartMillis)
                .toBytes();
    }

    /** Prefix of the keys of a reference. */
    static byte[] prefix(String referenceId) {
        return new Packer().text(referenceId).toBytes();
    }

    private static DriftKey fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        return new DriftKey(unpacker.text(), unpacker.text(), new Slice(unpacker.text()), unpacker.number());
    }

    /** The key of the record: reference|slice|window start. */
    String recordKey() {
        return referenceId + "|" + slice + "|" + windowStartMillis;
    }
}
