package dev.pentimento.learning.training;

import java.util.List;

/**
 * How the classifier behind a finished encoder is trained.
 *
 * @param hidden number of units of each hidden layer; the last one is φ
 * @param noise standard deviation of the added noise, as a fraction of that of each embedding dimension
 * @param patience number of epochs without a better validation loss after which training stops
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
    private static final int LEAST_STEPS = 600;

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

    /** The same for this many training images: if they are few, there are more epochs, with at least 600 steps. */
    public ClassifierSettings forImages(int images) {
        int enough = EncoderSettings.epochsFor(LEAST_STEPS, images, batch);
        return enough <= epochs
                ? this
                : new ClassifierSettings(
                        hidden, dropout, enough, batch, learningRate, weightDecay, noise, patience * enough / epochs);
    }
}
