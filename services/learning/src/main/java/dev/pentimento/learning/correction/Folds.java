package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The labels on which each member of a bag is validated; it is trained on all others.
 *
 * @param ofRow number of the fold for each labelled row
 * @param count number of folds that have a member
 */
@SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
record Folds(int[] ofRow, int count) {
    private static final int PARTS_OF_SINGLE = 5;

    /** One fold for each member; a single correction is validated on a fifth of the labels. */
    static Folds of(LabelledRows labelled, int members, int classes, SplittableRandom random) {
        int parts = members == 1 ? PARTS_OF_SINGLE : members;
        return new Folds(labelled.folds(parts, classes, random), members);
    }

    /** One member, validated on the last rows. */
    static Folds given(int train, int validation) {
        int[] ofRow = new int[train + validation];
        Arrays.fill(ofRow, 0, train, 1);
        return new Folds(ofRow, 1);
    }

    int[] validation(int fold) {
        return LabelledSource.inFold(ofRow, fold, true);
    }

    int[] training(int fold) {
        return LabelledSource.inFold(ofRow, fold, false);
    }
}
