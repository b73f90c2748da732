package dev.pentimento.learning.data.corruption;

import dev.pentimento.learning.image.ImagePixels;
import java.util.Random;

/**
 * What a version is shown to learn how its accuracy falls: some kinds of change, each in {@value #STRENGTHS} strengths.
 * They need not be the changes that a stream will see, only as varied in what they do to embeddings.
 */
public enum Disturbance {
    BLURRED,
    NOISY,
    FADED,
    ROTATED,
    /** Smaller, with black around it; the strengths are 85, 70 and 50 % of its size. */
    SMALLER,
    /** The middle, enlarged by the same factors. */
    LARGER,
    /** 0.1, 0.2 and 0.3 are added to every value. */
    BRIGHTER,
    /** Every value is multiplied by 0.85, 0.7 and 0.55. */
    DARKER,
    /** Noise in proportion to the value; its standard deviation is 0.3, 0.6 and 1 times the value. */
    SPECKLED,
    /** Squares of 2, 3 and 4 28ths of the shorter side become one value. */
    COARSE,
    /** Rows are shifted by 0.1, 0.2 and 0.4 of their distance from the middle row. */
    SHEARED;

    /** Strengths are 1 to this. */
    public static final int STRENGTHS = 3;

    private static final double[] SIZES = {0.85, 0.7, 0.5};
    private static final double[] SHEARS = {0.1, 0.2, 0.4};
    private static final double[] SPECKLES = {0.3, 0.6, 1};

    /**
     * @param strength 1 to {@value #STRENGTHS}
     * @param random source of noise
     */
    public ImagePixels apply(ImagePixels image, int strength, Random random) {
        int i = strength - 1;
        return switch (this) {
            case BLURRED -> Corruption.BLUR.apply(image, strength, random);
            case NOISY -> Corruption.NOISE.apply(image, strength, random);
            case FADED -> Corruption.CONTRAST.apply(image, strength, random);
            case ROTATED -> Corruption.ROTATION.apply(image, strength, random);
            case SMALLER -> ImageFilters.transform(image, 1 / SIZES[i], 0, 0, 1 / SIZES[i]);
            case LARGER -> ImageFilters.transform(image, SIZES[i], 0, 0, SIZES[i]);
            case SHEARED -> ImageFilters.transform(image, 1, SHEARS[i], 0, 1);
            case BRIGHTER -> ImageFilters.tone(image, value -> value + 0.1 * strength);
            case DARKER -> ImageFilters.tone(image, value -> value * (1 - 0.15 * strength));
            case SPECKLED -> ImageFilters.tone(image, value -> value * (1 + SPECKLES[i] * random.nextGaussian()));
            case COARSE -> ImageFilters.coarse(image, strength + 1);
        };
    }
}
