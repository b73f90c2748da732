package dev.pentimento.learning.inference;

import dev.pentimento.tensors.FloatMatrix;

/**
 * A version's outputs for a batch, before and after its correction. Without a correction, both are the same.
 *
 * @param original n×classes
 * @param correctedEmbeddings n×dimensions
 * @param corrected n×classes
 */
public record HeadOutputs(Scores original, FloatMatrix correctedEmbeddings, Scores corrected) {

    /** @param logits n×classes @param probabilities n×classes, each row summing to one */
    public record Scores(FloatMatrix logits, FloatMatrix probabilities) {
        static Scores of(FloatMatrix logits) {
            return new Scores(logits, Softmax.of(logits));
        }

        /** The predicted class of each row. */
        public int[] predicted() {
            return logits.argMax();
        }

        /** Probability of the predicted class of each row. */
        public float[] confidences() {
            int[] predicted = predicted();
            float[] confidences = new float[predicted.length];
            for (int row = 0; row < confidences.length; row++) {
                confidences[row] = probabilities.at(row, predicted[row]);
            }
            return confidences;
        }

        /** Largest logit minus second largest of each row, which shows how clear the decision was. */
        public float[] margins() {
            float[] margins = new float[logits.rows()];
            for (int row = 0; row < margins.length; row++) {
                float first = Float.NEGATIVE_INFINITY;
                float second = Float.NEGATIVE_INFINITY;
                for (int column = 0; column < logits.columns(); column++) {
                    float value = logits.at(row, column);
                    second = Math.max(second, Math.min(first, value));
                    first = Math.max(first, value);
                }
                margins[row] = first - second;
            }
            return margins;
        }
    }
}
