package dev.pentimento.evaluation;

import dev.pentimento.statistics.drift.Displacement;
import org.jspecify.annotations.Nullable;

/**
 * A window of drift as the store has it.
 *
 * @param revision of the record last written; 0: none yet
 * @param version the champion that answered last
 * @param displacement what that one's correction did; none: it has none
 * @param sums as {@code DriftSums.toArray()} gives them
 */
record StoredDrift(long revision, String version, @Nullable Displacement displacement, long[] sums) {
    byte[] toBytes() {
        return new Packer()
                .number(revision)
                .text(version)
                .displacement(displacement)
                .sparse(sums)
                .toBytes();
    }

    static @Nullable StoredDrift fromBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        Unpacker unpacker = new Unpacker(bytes);
        return new StoredDrift(unpacker.number(), unpacker.text(), unpacker.displacement(), unpacker.sparse());
    }
}
