package dev.pentimento.evaluation;

import dev.pentimento.statistics.drift.Displacement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one batch says of drift.
 *
 * @param referenceId SHA-256 of the reference that it was counted with
 * @param version the champion that answered
 * @param share of all batches that were counted when this one was
 */
record DriftBatch(String referenceId, String encoderId, String version, double share, List<Group> groups) {
    DriftBatch {
        groups = List.copyOf(groups);
    }

    /**
     * The images of one source in one window.
     *
     * @param sums counts and moments, as {@code DriftSums.toArray()} gives them
     * @param displacement what the correction did to them; none: there is none
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
    }

    byte[] toBytes() {
        Packer packer = new Packer();
        packer.text(referenceId).text(encoderId).text(version).number(groups.size());
        for (Group group : groups) {
            packer.optionalText(group.source())
                    .number(group.windowStartMillis())
                    .sparse(group.sums())
                    .displacement(group.displacement())
                    .number(group.lastMillis())
                    .number(group.examples().size());
            group.examples().forEach(packer::text);
        }
        return packer.real(share).toBytes();
    }

    static DriftBatch fromBytes(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        String reference = unpacker.text();
        String encoder = unpacker.text();
        String version = unpacker.text();
        List<Group> groups = new ArrayList<>();
        for (int left = unpacker.count(); left > 0; left--) {
            groups.add(group(unpacker));
        }
        double share = unpacker.finished() ? 1 : unpacker.real(); // it is of before there were samples
        return new DriftBatch(reference, encoder, version, share, groups);
    }

    private static Group group(Unpacker unpacker) {
        String source = unpacker.optionalText();
        long start = unpacker.number();
        long[] sums = unpacker.sparse();
        Displacement displacement = unpacker.displacement();
        long last = unpacker.number();
        List<String> examples = new ArrayList<>();
        for (int left = unpacker.count(); left > 0; left--) {
            examples.add(unpacker.text());
        }
        return new Group(source, start, sums, displacement, last, examples);
    }
}
