package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.VersionedFormat;

/** What the other steps tell drift. */
public sealed interface DriftInput permits DriftBatch, FirstLabels {
    /**
     * A record of the topic {@code drift-counts}: counts of images, or labels. In the layouts of counts without a format
     * byte, the share was at the end, or missing before sampling was introduced.
     */
    VersionedFormat<DriftInput> FORMAT = VersionedFormat.<DriftInput>of(
                    VersionedFormat.FIRST,
                    (input, packer) -> {
                        if (!(input instanceof DriftBatch batch)) {
                            throw new IllegalArgumentException("it has a format of its own: " + input);
                        }
                        batch.write(packer);
                    },
                    DriftBatch::read)
            .readsWithoutFormat(DriftBatch::read)
            .readsWithoutFormat(DriftBatch::readWithoutShare)
            .reads(FirstLabels.FORMAT_NUMBER, FirstLabels::read);
}
