package dev.pentimento.evaluation;

import dev.pentimento.statistics.drift.Displacement;
import org.jspecify.annotations.Nullable;

/**
 * A window of drift as the store has it.
 *
 * @param revision of the record last written; 0: none yet
 * @param version the champion that answered last
 * @param displacement what that one's correction did; none: it has none
 * @param streamed images that those of the sums were drawn from
 * @param sums as {@code DriftSums.toArray()} gives them
 */
record StoredDrift(long revision, String version, @Nullable Displacement displacement, long streamed, long[] sums) {
    /** As its next record has it. */
    StoredDrift revised() {
        return new StoredDrift(revision + 1, version, displacement, streamed, sums);
    }

    byte[] toBytes() {
        return new Packer()
                .number(revision)
                .text(version)
                .displacement(displacement)
                .sparse(sums)
                .number(streamed)
                .toBytes();
    }

    static @Nullable StoredDrift fromBytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        Unpacker unpacker = new Unpacker(bytes);
        long revision = unpacker.number();
        String version = unpacker.text();
        Displacement displacement = unpacker.displacement();
        long[] sums = unpacker.sparse();
        long streamed = unpacker.finished() ? sums[0] : unpacker.number(); // it is of before there were samples
        return new StoredDrift(revision, version, displacement, streamed, sums);
    }
}
