package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.VersionedFormat;
import java.util.List;

/** What the other steps tell quality. */
public sealed interface QualityInput permits QualityInput.Changes, DriftEnded {
    /** Changes of counts, from the join. */
    record Changes(List<TallyChange> changes) implements QualityInput {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /** A record of the topic {@code quality-counts}: changes of counts, or the end of a drift. */
    VersionedFormat<QualityInput> FORMAT = VersionedFormat.<QualityInput>first(
                    (input, packer) -> {
                        if (!(input instanceof Changes counts)) {
                            throw new IllegalArgumentException("it has a format of its own: " + input);
                        }
                        TallyChange.write(counts.changes(), packer);
                    },
                    unpacker -> new Changes(TallyChange.read(unpacker)))
            .reads(DriftEnded.FORMAT_NUMBER, DriftEnded::read);
}
