package dev.pentimento.learning.synthetic;

import dev.pentimento.learning.training.Ranges;

/**
 * Settings for drawing embeddings.
 *
 * @param latentDimensions number of dimensions of the space of the class prototypes
 * @param noise standard deviation of each dimension around the class's centroid
 * @param similarity how far prototypes are from their common base: the lower, the more similar the classes
 */
public record SyntheticSettings(int classes, int dimensions, int latentDimensions, double noise, double similarity) {

    public SyntheticSettings {
        if (classes < 2 || dimensions < 2) {
            throw new IllegalArgumentException(
                    "classes and dimensions must be at least two: " + classes + ", " + dimensions);
        }
        Ranges.requirePositive("latent dimensions", latentDimensions);
        Ranges.requirePositive("noise", noise);
        Ranges.requirePositive("similarity", similarity);
    }

    /** The thesis's settings. */
    public static SyntheticSettings defaults() {
        return new SyntheticSettings(2, 1024, 2, 0.4, 0.01);
    }
}
