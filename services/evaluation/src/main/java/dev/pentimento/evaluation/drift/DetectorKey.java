package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.KeyFormat;
import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.events.Slice;

/**
 * The key of a stored part of a slice's detector.
 *
 * @param step number of the step since the whole state; {@value #WHOLE}: the whole state; {@value #HARM}: the check for harm
 */
record DetectorKey(String referenceId, Slice slice, long step) {
    static final KeyFormat<DetectorKey> FORMAT = new KeyFormat<>(DetectorKey::toBytes, DetectorKey::fromBytes);
    static final long WHOLE = -1;
    private static final long HARM = -2;

    static DetectorKey whole(String referenceId, Slice slice) {
        return new DetectorKey(referenceId, slice, WHOLE);
    }

    /** The check for harm of a reference. */
    static DetectorKey harm(String referenceId) {
        return new DetectorKey(referenceId, Slice.ALL, HARM);
    }

    private byte[] toBytes() {
        Packer packer = new Packer().text(referenceId).text(slice.text());
        return step == WHOLE ? packer.toBytes() : packer.number(step).toBytes();
    }

    /** Prefix of the keys of a reference. */
    static byte[] prefix(String referenceId) {
        return new Packer().text(referenceId).toBytes();
    }

    private static DetectorKey fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        return new DetectorKey(
                unpacker.text(), new Slice(unpacker.text()), unpacker.finished() ? WHOLE : unpacker.number());
    }
}
