package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import dev.pentimento.statistics.drift.Displacement;
import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftSums;
import org.jspecify.annotations.Nullable;

/**
 * A window of drift in its stored form.
 *
 * @param revision of the record last written; 0: none yet
 * @param version the champion that answered last
 * @param displacement how the correction of that version moved embeddings; none: it has no correction
 * @param streamed number of images from which those in the sums were sampled
 * @param changedMillis stream time of the last change; 0: unknown, written by an earlier release
 * @param sums as returned by {@code DriftSums.toArray()}
 */
record StoredDrift(
        long revision,
        String version,
        @Nullable Displacement displacement,
        long streamed,
        long changedMillis,
        long[] sums) {
    private static final int WITH_CHANGE = 7;

    /** The window in its next record. */
    StoredDrift revised() {
        return new StoredDrift(revision + 1, version, displacement, streamed, changedMillis, sums);
    }

    /**
     * Before {@value #WITH_CHANGE}, the time of the last change was missing. Before sampling was introduced, the number
     * of images streamed was missing too.
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

    /** This window with one more group of images. */
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
