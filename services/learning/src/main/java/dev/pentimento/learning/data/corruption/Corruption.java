package dev.pentimento.learning.data.corruption;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImagePixels;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What can happen to images after a classifier has been trained: a lens out of focus, a noisy sensor, a different
 * exposure, a tilted camera. Demo and experiments apply these to images, so that drift can be detected and corrected.
 *
 * <p>The amounts are for strength 1, 2 and 3. Strength 2, the default, was chosen with two small classifiers on
 * Fashion-MNIST, one on pixels and one on 64 principal components: their accuracy of 85 % falls to 80 and 80 % (blur),
 * 54 and 78 % (noise), 13 and 53 % (contrast), 39 and 39 % (rotation).
 */
public enum Corruption {
    /** Gaussian blur; standard deviation in 28ths of the image's shorter side. */
    BLUR(0.9, 1.4, 2.2),
    /** Independent Gaussian noise on every value; standard deviation. */
    NOISE(0.2, 0.35, 0.5),
    /** Every value is moved towards the mean of its image; the factor is the share of the difference that remains. */
    CONTRAST(0.5, 0.3, 0.2),
    /** Rotation about the centre, counter-clockwise; degrees. The corners are filled with black. */
    ROTATION(12, 25, 40),
    /** One of the others for each image, at random. */
    MIXED(Double.NaN, Double.NaN, Double.NaN);

    public static final int DEFAULT_STRENGTH = 2;

    private static final List<Corruption> SINGLE = List.of(BLUR, NOISE, CONTRAST, ROTATION);
    static final double REFERENCE_SIDE = 28;

    private final double weak;
    private final double medium;
    private final double strong;

    Corruption(double weak, double medium, double strong) {
        this.weak = weak;
        this.medium = medium;
        this.strong = strong;
    }

    /**
     * The corruption with that name, ignoring case.
     *
     * @throws IllegalArgumentException listing the known names
     */
    public static Corruption named(String name) {
        for (Corruption corruption : values()) {
            if (corruption.toString().equals(name.toLowerCase(Locale.ROOT))) {
                return corruption;
            }
        }
        throw new IllegalArgumentException("unknown corruption \"" + name + "\"; known: " + List.of(values()));
    }

    /**
     * Corrupts one image.
     *
     * @param strength 1..3
     * @param random source of noise and choices
     */
    public ImagePixels apply(ImagePixels image, int strength, Random random) {
        double amount = amount(strength);
        return switch (this) {
            case BLUR -> ImageFilters.blur(image, amount * Math.min(image.height(), image.width()) / REFERENCE_SIDE);
            case NOISE -> ImageFilters.noise(image, amount, random);
            case CONTRAST -> ImageFilters.contrast(image, amount);
            case ROTATION -> ImageFilters.rotate(image, amount);
            case MIXED -> SINGLE.get(random.nextInt(SINGLE.size())).apply(image, strength, random);
        };
    }

    /**
     * Corrupts an example's image when it is loaded; it becomes a PNG. The corruption depends only on the seed and the
     * image's id, not on which other images are corrupted or in what order.
     */
    public Example apply(Example example, int strength, long seed) {
        amount(strength);
        long own = new SplittableRandom(seed ^ ((long) example.id().hashCode() << 32)).nextLong();
        return example.withImage(new CorruptedContent(example.image(), this, strength, own));
    }

    /** Corrupts every image of a data set, see {@link #apply(Example, int, long)}; without splits. */
    public ImageDataset apply(ImageDataset dataset, int strength, long seed) {
        return ImageDataset.of(
                dataset.name() + " (" + this + " " + strength + ")",
                dataset.classes(),
                IntStream.range(0, dataset.size())
                        .mapToObj(i -> apply(dataset.examples().get(i), strength, seed))
                        .toList());
    }

    private double amount(int strength) {
        return switch (strength) {
            case 1 -> weak;
            case 2 -> medium;
            case 3 -> strong;
            default -> throw new IllegalArgumentException("strength must be 1, 2 or 3: " + strength);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
