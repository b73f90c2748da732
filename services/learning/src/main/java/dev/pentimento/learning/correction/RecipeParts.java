package dev.pentimento.learning.correction;

/**
 * The recipe's parts that an ablation leaves out.
 *
 * @param crossEntropy the cross-entropy term; without it the contrastive term is alone
 * @param replay training points in every step
 * @param allPoints all labelled points; without it those that the classifier gets wrong, as in the thesis
 */
public record RecipeParts(boolean crossEntropy, boolean replay, boolean allPoints) {
    public static final RecipeParts ALL = new RecipeParts(true, true, true);
}
