package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a window, or of everything since a version was promoted.
 *
 * @param revision of the record last written; 0: none yet
 * @param changedMillis stream time of the last change; 0: unknown, written by an earlier release
 * @param epoch of the comparisons; none: since the version was promoted, and in every window
 */
record RevisedTally(
        long revision,
        long changedMillis,
        QualityTally tally,
        @Nullable PairEpoch epoch) {
    private static final int WITH_CHANGE = 7;
    private static final int WITH_EPOCH = 9;

    /**
     * Before {@value #WITH_EPOCH}, the epoch was missing; before {@value #WITH_CHANGE}, the time of the last change
     * too.
     */
    static final VersionedFormat<RevisedTally> FORMAT = VersionedFormat.of(
                    WITH_EPOCH, RevisedTally::write, RevisedTally::read)
            .reads(WITH_CHANGE, RevisedTally::readWithoutEpoch)
            .writesFormer(WITH_CHANGE, revised -> revised.epoch == null, RevisedTally::writeWithoutEpoch)
            .reads(VersionedFormat.FIRST, RevisedTally::readWithoutChange)
            .readsWithoutFormat(RevisedTally::readWithoutChange);

    private void write(Packer packer) {
        writeWithoutEpoch(packer);
        Objects.requireNonNull(epoch).write(packer);
    }

    private void writeWithoutEpoch(Packer packer) {
        tally.write(packer.number(revision).number(changedMillis));
    }

    private static RevisedTally read(Unpacker unpacker) {
        return readWithoutEpoch(unpacker).in(PairEpoch.read(unpacker));
    }

    private static RevisedTally readWithoutEpoch(Unpacker unpacker) {
        return new RevisedTally(unpacker.number(), unpacker.number(), QualityTally.read(unpacker), null);
    }

    private static RevisedTally readWithoutChange(Unpacker unpacker) {
        return new RevisedTally(unpacker.number(), 0, QualityTally.read(unpacker), null);
    }

    private RevisedTally in(PairEpoch itsEpoch) {
        return new RevisedTally(revision, changedMillis, tally, itsEpoch);
    }

    /** The tally in its next record. */
    RevisedTally revised() {
        return new RevisedTally(revision + 1, changedMillis, tally, epoch);
    }
}
