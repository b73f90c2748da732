package dev.pentimento.trainer.retraining;

import java.util.Comparator;

/**
 * A labelled image by the place of its embedding. The place tells images of one id apart.
 *
 * @param partition of {@code embeddings}
 * @param offset of the batch within the partition
 * @param index row within the batch
 * @param imageMillis timestamp of the image's record, milliseconds since 1970
 * @param labelledMillis when the label was decided, milliseconds since 1970
 * @param originalRight whether the classifier is right about the embedding as it is
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

    /** Oldest image first; of images of one time the order in the log decides, so that equal topics give equal sets. */
    static final Comparator<LabelledPosition> BY_AGE = Comparator.comparingLong(LabelledPosition::imageMillis)
            .thenComparingInt(LabelledPosition::partition)
            .thenComparingLong(LabelledPosition::offset)
            .thenComparingInt(LabelledPosition::index);

    /** In the order in which a partition is read. */
    static final Comparator<LabelledPosition> BY_PLACE = Comparator.comparingInt(LabelledPosition::partition)
            .thenComparingLong(LabelledPosition::offset)
            .thenComparingInt(LabelledPosition::index);
}
