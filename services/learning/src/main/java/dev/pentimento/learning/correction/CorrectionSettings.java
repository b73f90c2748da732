package dev.pentimento.learning.correction;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a correction is learned.
 *
 * @param hidden units of the residual
 * @param dropout of the residual's hidden units
 * @param steps of gradient descent
 * @param batch labelled points in a step; half as many replayed ones come on top
 * @param contrastiveWeight w, weight of the exemplar term beside cross-entropy
 * @param noise of the points, in standard deviations of each dimension
 * @param anchor weight of the squared residual over points that were right before
 * @param folds 1: one correction, a fifth of the labels for validation; more: as many corrections, averaged, each
 *     validated on its own fold
 * @param align whether an alignment of the embeddings to the training ones may come first; the labels decide
 * @param parts which parts of the recipe are used; all of them, but in an ablation
 */
public record CorrectionSettings(
        int hidden,
        float dropout,
        int steps,
        int batch,
        double learningRate,
        double weightDecay,
        double contrastiveWeight,
        double noise,
        double anchor,
        int folds,
        boolean align,
        RecipeParts parts) {

    /** With every part of the recipe. */
    public CorrectionSettings(
            int hidden,
            float dropout,
            int steps,
            int batch,
            double learningRate,
            double weightDecay,
            double contrastiveWeight,
            double noise,
            double anchor,
            int folds,
            boolean align) {
        this(
                hidden,
                dropout,
                steps,
                batch,
                learningRate,
                weightDecay,
                contrastiveWeight,
                noise,
                anchor,
                folds,
                align,
                RecipeParts.ALL);
    }

    public CorrectionSettings {
        requirePositive("hidden", hidden);
        requirePositive("steps", steps);
        requirePositive("batch", batch);
        requirePositive("learning rate", learningRate);
        requirePositive("folds", folds);
        requireNotNegative("weight decay", weightDecay);
        requireNotNegative("contrastive weight", contrastiveWeight);
        requireNotNegative("noise", noise);
        requireNotNegative("anchor", anchor);
    }

    /** For labels of images like those that were trained on: about fifty epochs in batches of 256, no alignment. */
    public static CorrectionSettings clean(int labels) {
        int steps = Math.min(2_000, Math.max(300, 50 * labels / 256));
        return new CorrectionSettings(256, 0.1f, steps, 256, 1e-3, 1e-4, 0.3, 0.1, 0.01, 1, false);
    }

    /**
     * For some hundred or thousand labels of images that have moved: a bag of four, behind an alignment if the labels say
     * so. 200 steps at twice the rate are as good as 300 at 0.001, for two thirds of the time.
     */
    public static CorrectionSettings drift() {
        return new CorrectionSettings(256, 0.1f, 200, 128, 2e-3, 1e-4, 1, 0.1, 0.01, 4, true);
    }

    public CorrectionSettings withFolds(int other) {
        return new CorrectionSettings(
                hidden,
                dropout,
                steps,
                batch,
                learningRate,
                weightDecay,
                contrastiveWeight,
                noise,
                anchor,
                other,
                align,
                parts);
    }

    public CorrectionSettings withAlign(boolean other) {
        return new CorrectionSettings(
                hidden,
                dropout,
                steps,
                batch,
                learningRate,
                weightDecay,
                contrastiveWeight,
                noise,
                anchor,
                folds,
                other,
                parts);
    }

    public CorrectionSettings withParts(RecipeParts other) {
        return new CorrectionSettings(
                hidden,
                dropout,
                steps,
                batch,
                learningRate,
                weightDecay,
                contrastiveWeight,
                noise,
                anchor,
                folds,
                align,
                other);
    }

    /** The contrastive term's weight, and how much of noise and dropout there is; for ablations. */
    public CorrectionSettings withWeights(double contrast, double otherNoise, float otherDropout) {
        return new CorrectionSettings(
                hidden,
                otherDropout,
                steps,
                batch,
                learningRate,
                weightDecay,
                contrast,
                otherNoise,
                anchor,
                folds,
                align,
                parts);
    }

    /** By name, for a version's recipe. */
    public Map<String, String> describe() {
        Map<String, String> recipe = new LinkedHashMap<>();
        recipe.put("correction.hidden", Integer.toString(hidden));
        recipe.put("correction.dropout", Float.toString(dropout));
        recipe.put("correction.steps", Integer.toString(steps));
        recipe.put("correction.batch", Integer.toString(batch));
        recipe.put("correction.learning_rate", Double.toString(learningRate));
        recipe.put("correction.weight_decay", Double.toString(weightDecay));
        recipe.put("correction.contrastive_weight", Double.toString(contrastiveWeight));
        recipe.put("correction.noise", Double.toString(noise));
        recipe.put("correction.anchor", Double.toString(anchor));
        recipe.put("correction.folds", Integer.toString(folds));
        recipe.put("correction.align", Boolean.toString(align));
        return recipe;
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(name + " must not be negative: " + value);
        }
    }
}
