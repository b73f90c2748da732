package dev.pentimento.learning.version;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.learning.training.LabelledSource;
import java.util.List;

/**
 * Training data of an initial version: three disjoint sets of images, n×(c·h·w) values each, which are read batch by batch.
 *
 * @param classes names, in the order of the label numbers
 * @param train data for encoder and classifier
 * @param correction data for the correction, and for the drift scores
 * @param heldOut data for the validation figures and the drift reference; not used in training
 */
public record VersionData(
        ImageShape input,
        List<String> classes,
        LabelledSource train,
        LabelledSource correction,
        LabelledSource heldOut) {

    /** @throws IllegalArgumentException with the set, the row and the problem */
    public VersionData {
        classes = List.copyOf(classes);
        check("train", train, input, classes.size());
        check("correction", correction, input, classes.size());
        check("held out", heldOut, input, classes.size());
        int[] counts = train.counts(classes.size());
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 2) {
                throw new IllegalArgumentException("class '" + classes.get(c) + "' has " + counts[c]
                        + " image(s) for training, but needs at least two");
            }
        }
    }

    private static void check(String what, LabelledSource rows, ImageShape input, int classes) {
        rows.requireUsable(what, classes);
        if (rows.columns() != input.size()) {
            throw new IllegalArgumentException(
                    what + ": images of " + rows.columns() + " values do not match " + input);
        }
    }
}
