package dev.pentimento.learning.correction;

/**
 * The parts of the recipe that an ablation can leave out.
 *
 * @param crossEntropy the cross-entropy term; without it, only the contrastive term remains
 * @param replay replayed training points in every step
 * @param allPoints all labelled points; without it, only those that the classifier gets wrong, as in the thesis
 */
public record RecipeParts(boolean crossEntropy, boolean replay, boolean allPoints) {
    public static final RecipeParts ALL = new RecipeParts(true, true, true);
}
