package dev.pentimento.learning.training;

/**
 * How the encoder is trained.
 *
 * @param dimensions number of dimensions of an embedding
 * @param divergenceWeight weight of the VAE's divergence term (β of β-VAE; 1 is the plain VAE)
 * @param classificationWeight weight of the cross-entropy of an additional head on the code, in units of the loss of
 *     one image; 0 is a VAE that sees no labels
 * @param patience number of epochs without a better validation loss after which training stops
 * @param shift how far training images are moved at random, as a fraction of their shorter side; 0 leaves them in place
 */
public record EncoderSettings(
        int dimensions,
        int epochs,
        int batch,
        double learningRate,
        double divergenceWeight,
        double classificationWeight,
        int patience,
        double shift) {
    private static final int LEAST_STEPS = 1_500;
    private static final double FEW_IMAGES_SHIFT = 1 / 16.0;

    public EncoderSettings {
        requirePositive("dimensions", dimensions);
        requirePositive("epochs", epochs);
        requirePositive("batch", batch - 1);
        requirePositive("learning rate", learningRate);
        requirePositive("patience", patience);
        if (!(shift >= 0 && shift < 0.5)) {
            throw new IllegalArgumentException("shift must be at least 0 and less than 0.5: " + shift);
        }
        if (!(divergenceWeight >= 0) || !(classificationWeight >= 0)) {
            throw new IllegalArgumentException(
                    "weights must not be negative: " + divergenceWeight + ", " + classificationWeight);
        }
    }

    public static EncoderSettings defaults() {
        return new EncoderSettings(128, 5, 64, 2e-3, 0.1, 50, 3, 0);
    }

    /**
     * The same for this many training images: if they are few, they are seen more often, so that there are at least
     * 1,500 steps, and moved a little, so that they are not learned by heart.
     */
    public EncoderSettings forImages(int images) {
        int enough = epochsFor(LEAST_STEPS, images, batch);
        return enough <= epochs ? this : with(dimensions, enough, patience * enough / epochs, FEW_IMAGES_SHIFT);
    }

    public EncoderSettings withDimensions(int dimensions) {
        return with(dimensions, epochs, patience, shift);
    }

    /** The patience stays the same share of the epochs. */
    public EncoderSettings withEpochs(int epochs) {
        return with(dimensions, epochs, Math.max(1, patience * epochs / this.epochs), shift);
    }

    private EncoderSettings with(int dimensions, int epochs, int patience, double shift) {
        return new EncoderSettings(
                dimensions, epochs, batch, learningRate, divergenceWeight, classificationWeight, patience, shift);
    }

    /** Number of epochs that have at least this many steps; a last batch of one image is left out of an epoch. */
    static int epochsFor(int steps, int images, int batch) {
        int perEpoch = Math.max(1, (images + batch - 2) / batch);
        return (steps + perEpoch - 1) / perEpoch;
    }

    static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is too small: " + value);
        }
    }
}
