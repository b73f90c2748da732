package dev.pentimento.learning.correction;

import dev.pentimento.learning.training.Ranges;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a correction is learned.
 *
 * @param hidden number of hidden units of the residual
 * @param folds 1 means one correction, with a fifth of the labels for validation; more means that many averaged
 *     corrections, each validated on its own fold
 * @param align whether embeddings may first be aligned to the training embeddings; the labels decide
 */
public record CorrectionSettings(int hidden, Descent descent, Terms terms, int folds, boolean align) {

    /**
     * Adam's steps.
     *
     * @param batch number of labelled points in a step, plus half as many replayed points, or as many behind an
     *     alignment
     */
    public record Descent(int steps, int batch, double learningRate, double weightDecay) {
        public Descent {
            Ranges.requirePositive("steps", steps);
            Ranges.requirePositive("batch", batch);
            Ranges.requirePositive("learning rate", learningRate);
            Ranges.requireNotNegative("weight decay", weightDecay);
        }
    }

    /**
     * What is minimised.
     *
     * @param contrastiveWeight w, weight of the exemplar term relative to cross-entropy
     * @param noise noise added to the points, in standard deviations of each dimension
     * @param dropout dropout rate of the residual's hidden units
     * @param replayWeight weight of the terms over replayed points relative to those over labelled ones
     * @param anchor weight of the squared residual over points that were right before
     * @param parts the parts of the recipe that are used; all of them, except in an ablation
     */
    public record Terms(
            double contrastiveWeight,
            double noise,
            float dropout,
            double replayWeight,
            double anchor,
            RecipeParts parts) {
        public Terms {
            Ranges.requirePositive("replay weight", replayWeight);
            Ranges.requireNotNegative("contrastive weight", contrastiveWeight);
            Ranges.requireNotNegative("noise", noise);
            Ranges.requireNotNegative("dropout", dropout);
            Ranges.requireNotNegative("anchor", anchor);
        }

        /** The recipe's settings, with every part. */
        public static Terms of(double contrastiveWeight, double replayWeight) {
            return new Terms(contrastiveWeight, 0.1, 0.1f, replayWeight, 0.01, RecipeParts.ALL);
        }

        /** For ablations, like the two methods below. */
        public Terms with(RecipeParts other) {
            return new Terms(contrastiveWeight, noise, dropout, replayWeight, anchor, other);
        }

        public Terms withContrastiveWeight(double other) {
            return new Terms(other, noise, dropout, replayWeight, anchor, parts);
        }

        public Terms withoutNoiseAndDropout() {
            return new Terms(contrastiveWeight, 0, 0, replayWeight, anchor, parts);
        }
    }

    public CorrectionSettings {
        Ranges.requirePositive("hidden", hidden);
        Ranges.requirePositive("folds", folds);
    }

    /**
     * For labels of images like those in the training data: about fifty epochs in batches of 256, without alignment.
     */
    public static CorrectionSettings clean(int labels) {
        int steps = Math.min(2_000, Math.max(300, 50 * labels / 256));
        return new CorrectionSettings(256, new Descent(steps, 256, 1e-3, 1e-4), Terms.of(0.3, 1), 1, false);
    }

    /**
     * For a few hundred or thousand labels of drifted images: a bag of four, behind an alignment if the labels favour
     * it. 200 steps at twice the rate are as good as 300 at 0.001, in two thirds of the time. Replayed points count
     * twice: this loses a fifth less on images that have not drifted, and costs next to nothing on those that have.
     */
    public static CorrectionSettings drift() {
        return new CorrectionSettings(256, new Descent(200, 128, 2e-3, 1e-4), Terms.of(1, 2), 4, true);
    }

    public CorrectionSettings withFolds(int other) {
        return new CorrectionSettings(hidden, descent, terms, other, align);
    }

    public CorrectionSettings withAlign(boolean other) {
        return new CorrectionSettings(hidden, descent, terms, folds, other);
    }

    /** For ablations. */
    public CorrectionSettings withTerms(Terms other) {
        return new CorrectionSettings(hidden, descent, other, folds, align);
    }

    /** By name, for a version's recipe. */
    public Map<String, String> describe() {
        Map<String, String> recipe = new LinkedHashMap<>();
        recipe.put("correction.hidden", Integer.toString(hidden));
        recipe.put("correction.dropout", Float.toString(terms.dropout));
        recipe.put("correction.steps", Integer.toString(descent.steps));
        recipe.put("correction.batch", Integer.toString(descent.batch));
        recipe.put("correction.learning_rate", Double.toString(descent.learningRate));
        recipe.put("correction.weight_decay", Double.toString(descent.weightDecay));
        recipe.put("correction.contrastive_weight", Double.toString(terms.contrastiveWeight));
        recipe.put("correction.noise", Double.toString(terms.noise));
        recipe.put("correction.replay_weight", Double.toString(terms.replayWeight));
        recipe.put("correction.anchor", Double.toString(terms.anchor));
        recipe.put("correction.folds", Integer.toString(folds));
        recipe.put("correction.align", Boolean.toString(align));
        if (align && terms.parts.replay()) {
            recipe.put("correction.aligned.replayed", Integer.toString(descent.batch));
            recipe.put("correction.aligned.replayed_held", Integer.toString(Rehearsal.MOST_HELD));
        }
        return recipe;
    }
}
