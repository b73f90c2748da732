package dev.pentimento.learning.synthetic;

/**
 * Embeddings to be drawn.
 *
 * @param latentDimensions of the space in which the classes' prototypes lie
 * @param noise standard deviation of each dimension around the class's centroid
 * @param similarity how far prototypes stray from their common base: the lower, the more alike the classes
 */
public record SyntheticSettings(int classes, int dimensions, int latentDimensions, double noise, double similarity) {

    public SyntheticSettings {
        if (classes < 2 || dimensions < 2) {
            throw new IllegalArgumentException(
                    "classes and dimensions must be at least two: " + classes + ", " + dimensions);
        }
        requirePositive("latent dimensions", latentDimensions);
        requirePositive("noise", noise);
        requirePositive("similarity", similarity);
    }

    /** The thesis's. */
    public static SyntheticSettings defaults() {
        return new SyntheticSettings(2, 1024, 2, 0.4, 0.01);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }
}
