package dev.pentimento.learning.training;

import java.util.List;

/**
 * How the classifier on top of a finished encoder is trained.
 *
 * @param hidden units of each hidden layer; the last one is φ
 * @param noise standard deviations of each embedding dimension, as a fraction, of the noise that is added
 * @param patience epochs without a better validation loss until it stops
 */
public record ClassifierSettings(
        List<Integer> hidden,
        float dropout,
        int epochs,
        int batch,
        double learningRate,
        double weightDecay,
        double noise,
        int patience) {

    public ClassifierSettings {
        hidden = List.copyOf(hidden);
        EncoderSettings.requirePositive("epochs", epochs);
        EncoderSettings.requirePositive("batch", batch - 1);
        EncoderSettings.requirePositive("learning rate", learningRate);
        EncoderSettings.requirePositive("patience", patience);
        if (!(weightDecay >= 0) || !(noise >= 0)) {
            throw new IllegalArgumentException("must not be negative: " + weightDecay + ", " + noise);
        }
    }

    public static ClassifierSettings defaults() {
        return new ClassifierSettings(List.of(256, 128), 0.3f, 15, 128, 1e-3, 1e-4, 0.2, 5);
    }
}
