package dev.pentimento.learning.training;

/**
 * How the encoder is trained.
 *
 * @param dimensions number of dimensions of an embedding
 * @param divergenceWeight weight of the VAE's divergence term (β of β-VAE; 1 is the plain VAE)
 * @param classificationWeight weight of the cross-entropy of an additional head on the code, in units of the loss of
 *     one image; 0 is a VAE that sees no labels
 * @param patience number of epochs without a better validation loss after which training stops
 */
public record EncoderSettings(
        int dimensions,
        int epochs,
        int batch,
        double learningRate,
        double divergenceWeight,
        double classificationWeight,
        int patience) {

    public EncoderSettings {
        requirePositive("dimensions", dimensions);
        requirePositive("epochs", epochs);
        requirePositive("batch", batch - 1);
        requirePositive("learning rate", learningRate);
        requirePositive("patience", patience);
        if (!(divergenceWeight >= 0) || !(classificationWeight >= 0)) {
            throw new IllegalArgumentException(
                    "weights must not be negative: " + divergenceWeight + ", " + classificationWeight);
        }
    }

    public static EncoderSettings defaults() {
        return new EncoderSettings(128, 5, 64, 2e-3, 0.1, 50, 3);
    }

    public EncoderSettings withDimensions(int dimensions) {
        return new EncoderSettings(
                dimensions, epochs, batch, learningRate, divergenceWeight, classificationWeight, patience);
    }

    public EncoderSettings withEpochs(int epochs) {
        return new EncoderSettings(
                dimensions, epochs, batch, learningRate, divergenceWeight, classificationWeight, patience);
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is too small: " + value);
        }
    }
}
