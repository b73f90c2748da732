package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.Packer;
import dev.pentimento.evaluation.state.Unpacker;
import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.ArrayList;
import java.util.List;

/** Counts to add to the tally of some images. Tasks send several in one record. */
public record TallyChange(TallyKey key, QualityTally tally) {
    /** A record of the topic {@code quality-counts}: key and tally of each change, one after another. */
    public static final VersionedFormat<List<TallyChange>> FORMAT =
            VersionedFormat.first(TallyChange::write, TallyChange::read);

    static void write(List<TallyChange> changes, Packer packer) {
        changes.forEach(change -> {
            change.key().write(packer);
            change.tally().write(packer);
        });
    }

    static List<TallyChange> read(Unpacker unpacker) {
        List<TallyChange> changes = new ArrayList<>();
        while (!unpacker.finished()) {
            changes.add(new TallyChange(TallyKey.read(unpacker), QualityTally.read(unpacker)));
        }
        return changes;
    }
}
