package dev.pentimento.trainer.retraining;

import java.util.Comparator;

/**
 * A labelled image, named by the position of its embedding. The position distinguishes images with the same id.
 *
 * @param partition partition of {@code embeddings}
 * @param offset offset of the batch
 * @param index row within the batch
 * @param imageMillis timestamp of the image's record, milliseconds since 1970
 * @param labelledMillis time of the label, milliseconds since 1970
 * @param originalRight whether the classifier is right on the uncorrected embedding
 */
public record LabelledPosition(
        int partition,
        long offset,
        int index,
        long imageMillis,
        long labelledMillis,
        String label,
        String encoderId,
        boolean originalRight) {

    /** Oldest image first, then by position, so that identical topics give identical sets. */
    static final Comparator<LabelledPosition> BY_AGE = Comparator.comparingLong(LabelledPosition::imageMillis)
            .thenComparingInt(LabelledPosition::partition)
            .thenComparingLong(LabelledPosition::offset)
            .thenComparingInt(LabelledPosition::index);

    /** In the order of the log. */
    static final Comparator<LabelledPosition> BY_PLACE = Comparator.comparingInt(LabelledPosition::partition)
            .thenComparingLong(LabelledPosition::offset)
            .thenComparingInt(LabelledPosition::index);
}
