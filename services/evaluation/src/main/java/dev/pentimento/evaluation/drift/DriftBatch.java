package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.statistics.drift.Displacement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drift counts of one batch.
 *
 * @param referenceId SHA-256 of the reference against which it was counted
 * @param version the champion that answered
 * @param share of all batches that was being counted at the time
 */
public record DriftBatch(String referenceId, String encoderId, String version, double share, List<Group> groups)
        implements DriftInput {
    public DriftBatch {
        groups = List.copyOf(groups);
    }

    /**
     * The images of one source in one window.
     *
     * @param sums counts and moments, as returned by {@code DriftSums.toArray()}
     * @param displacement how the correction moved them; none: there is no correction
     * @param lastMillis latest timestamp of an image's record
     * @param examples a few of the images
     */
    record Group(
            @Nullable String source,
            long windowStartMillis,
            long[] sums,
            @Nullable Displacement displacement,
            long lastMillis,
            List<String> examples) {
        long images() {
            return sums[0];
        }

        private void write(Packer packer) {
            packer.optionalText(source)
                    .number(windowStartMillis)
                    .sparse(sums)
                    .displacement(displacement)
                    .number(lastMillis)
                    .texts(examples);
        }

        private static Group read(Unpacker unpacker) {
            return new Group(
                    unpacker.optionalText(),
                    unpacker.number(),
                    unpacker.sparse(),
                    unpacker.displacement(),
                    unpacker.number(),
                    unpacker.texts());
        }
    }

    /** Latest timestamp of an image's record. */
    public long lastMillis() {
        return groups.stream().mapToLong(Group::lastMillis).max().orElse(0);
    }

    void write(Packer packer) {
        packer.text(referenceId)
                .text(encoderId)
                .text(version)
                .list(groups, Group::write)
                .real(share);
    }

    static DriftBatch read(Unpacker unpacker) {
        DriftBatch whole = readWithoutShare(unpacker);
        return new DriftBatch(whole.referenceId, whole.encoderId, whole.version, unpacker.real(), whole.groups);
    }

    static DriftBatch readWithoutShare(Unpacker unpacker) {
        return new DriftBatch(unpacker.text(), unpacker.text(), unpacker.text(), 1, unpacker.list(Group::read));
    }
}
