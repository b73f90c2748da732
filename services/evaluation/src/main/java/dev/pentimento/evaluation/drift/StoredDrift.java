package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.statistics.drift.Displacement;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import org.jspecify.annotations.Nullable;

/**
 * A window of drift as the store has it.
 *
 * @param revision of the record last written; 0: none yet
 * @param version the champion that answered last
 * @param displacement what the correction of that version did; none: it has no correction
 * @param streamed images that those of the sums were drawn from
 * @param changedMillis time of the stream when it last changed; 0: unknown, in a former release
 * @param sums as {@code DriftSums.toArray()} gives them
 */
record StoredDrift(
        long revision,
        String version,
        @Nullable Displacement displacement,
        long streamed,
        long changedMillis,
        long[] sums) {
    private static final int WITH_CHANGE = 7;

    /** As its next record has it. */
    StoredDrift revised() {
        return new StoredDrift(revision + 1, version, displacement, streamed, changedMillis, sums);
    }

    /**
     * Before {@value #WITH_CHANGE}, the time of the last change was missing; before there were samples, the number of images
     * streamed was, too.
     */
    static final VersionedFormat<StoredDrift> FORMAT = VersionedFormat.of(
                    WITH_CHANGE, StoredDrift::write, StoredDrift::read)
            .reads(VersionedFormat.FIRST, StoredDrift::readWithoutChange)
            .readsWithoutFormat(StoredDrift::readWithoutChange)
            .readsWithoutFormat(StoredDrift::readWithoutStreamed);

    private void write(Packer packer) {
        packer.number(revision)
                .text(version)
                .displacement(displacement)
                .sparse(sums)
                .number(streamed)
                .number(changedMillis);
    }

    private static StoredDrift read(Unpacker unpacker) {
        return readWithoutChange(unpacker).changedAt(unpacker.number());
    }

    private static StoredDrift readWithoutChange(Unpacker unpacker) {
        StoredDrift all = readWithoutStreamed(unpacker);
        return new StoredDrift(all.revision, all.version, all.displacement, unpacker.number(), 0, all.sums);
    }

    private static StoredDrift readWithoutStreamed(Unpacker unpacker) {
        long revision = unpacker.number();
        String version = unpacker.text();
        Displacement displacement = unpacker.displacement();
        long[] sums = unpacker.sparse();
        return new StoredDrift(revision, version, displacement, sums[0], 0, sums);
    }

    StoredDrift changedAt(long millis) {
        return new StoredDrift(revision, version, displacement, streamed, millis, sums);
    }

    /** This window, and one more group of images. */
    StoredDrift plus(DriftBatch batch, DriftBatch.Group group, DriftReference reference) {
        DriftSums merged = reference.sums(sums).plus(reference.sums(group.sums()));
        Displacement moved = group.displacement();
        Displacement before = version.equals(batch.version()) ? displacement : null;
        return new StoredDrift(
                revision,
                batch.version(),
                moved == null || before == null ? moved : before.plus(moved),
                streamed + streamed(batch, group),
                changedMillis,
                merged.toArray());
    }

    static StoredDrift of(DriftBatch batch, DriftBatch.Group group, DriftReference reference) {
        return new StoredDrift(
                0,
                batch.version(),
                group.displacement(),
                streamed(batch, group),
                0,
                reference.sums(group.sums()).toArray());
    }

    private static long streamed(DriftBatch batch, DriftBatch.Group group) {
        return Math.round(group.images() / batch.share());
    }
}
