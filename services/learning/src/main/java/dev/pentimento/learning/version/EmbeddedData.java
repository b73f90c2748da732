package dev.pentimento.learning.version;

import dev.pentimento.learning.training.LabelledRows;
import java.util.List;

/**
 * Training data of a version with an existing encoder: n×d embeddings of three disjoint sets of images.
 *
 * @param classes names, in the order of the label numbers
 * @param train data for the classifier, if one is to be trained, and for the replay set
 * @param correction data for the correction, and for the drift scores
 * @param heldOut data for the validation figures and the drift reference; not used in training
 * @param disturbed some held-out images, disturbed in many ways
 */
public record EmbeddedData(
        List<String> classes,
        LabelledRows train,
        LabelledRows correction,
        LabelledRows heldOut,
        List<DisturbedImages> disturbed) {
    /** Without disturbed images: the version cannot learn how accuracy falls. */
    public EmbeddedData(List<String> classes, LabelledRows train, LabelledRows correction, LabelledRows heldOut) {
        this(classes, train, correction, heldOut, List.of());
    }

    /** @throws IllegalArgumentException with the set, the row and the problem */
    public EmbeddedData {
        classes = List.copyOf(classes);
        disturbed = List.copyOf(disturbed);
        train.requireUsable("train", classes.size());
        correction.requireUsable("correction", classes.size());
        heldOut.requireUsable("held out", classes.size());
        if (train.rows().columns() != correction.rows().columns()
                || train.rows().columns() != heldOut.rows().columns()) {
            throw new IllegalArgumentException("the embeddings differ in length: "
                    + train.rows().columns() + ", " + correction.rows().columns() + " and "
                    + heldOut.rows().columns());
        }
    }
}
