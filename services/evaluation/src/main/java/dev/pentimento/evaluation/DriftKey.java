package dev.pentimento.evaluation;

/** A window of drift: one slice of the images that were counted with one reference. */
record DriftKey(String referenceId, String encoderId, String slice, long windowStartMillis) {
    byte[] toBytes() {
        return new Packer()
                .text(referenceId)
                .text(encoderId)
                .text(slice)
                .number(windowStartMillis)
                .toBytes();
    }

    static DriftKey fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        return new DriftKey(unpacker.text(), unpacker.text(), unpacker.text(), unpacker.number());
    }

    /** The key of the record: reference|slice|window start. */
    String recordKey() {
        return referenceId + "|" + slice + "|" + windowStartMillis;
    }
}
