package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;

/**
 * The counts of a window.
 *
 * @param revision of the record last written; 0: none yet
 * @param changedMillis stream time of the last change; 0: unknown, written by an earlier release
 */
record RevisedTally(long revision, long changedMillis, QualityTally tally) {
    private static final int WITH_CHANGE = 7;

    /** Before {@value #WITH_CHANGE}, the time of the last change was missing. */
    static final VersionedFormat<RevisedTally> FORMAT = VersionedFormat.of(
                    WITH_CHANGE, RevisedTally::write, RevisedTally::read)
            .reads(VersionedFormat.FIRST, RevisedTally::readWithoutChange)
            .readsWithoutFormat(RevisedTally::readWithoutChange);

    private void write(Packer packer) {
        tally.write(packer.number(revision).number(changedMillis));
    }

    private static RevisedTally read(Unpacker unpacker) {
        return new RevisedTally(unpacker.number(), unpacker.number(), QualityTally.read(unpacker));
    }

    private static RevisedTally readWithoutChange(Unpacker unpacker) {
        return new RevisedTally(unpacker.number(), 0, QualityTally.read(unpacker));
    }

    /** The tally in its next record. */
    RevisedTally revised() {
        return new RevisedTally(revision + 1, changedMillis, tally);
    }
}
