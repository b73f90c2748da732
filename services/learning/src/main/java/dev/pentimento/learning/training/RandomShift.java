package dev.pentimento.learning.training;

import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Moves each image by a random number of whole pixels in both directions, so that a network does not learn where
 * exactly things are in a few images. Pixels that enter repeat the edge.
 *
 * @param most largest distance in pixels; 0 leaves images in place
 */
record RandomShift(ImageShape shape, int most) {

    /** @param fraction of the shorter side; at least one pixel, unless it is 0 */
    static RandomShift of(ImageShape shape, double fraction) {
        int pixels = (int) Math.round(fraction * Math.min(shape.height(), shape.width()));
        return new RandomShift(shape, fraction > 0 ? Math.max(1, pixels) : 0);
    }

    /** @param images n×(c·h·w); not changed */
    FloatMatrix moved(FloatMatrix images, RandomGenerator random) {
        if (most == 0) {
            return images;
        }
        float[] moved = new float[images.values().length];
        int rows = shape.channels() * shape.height();
        for (int image = 0; image < images.rows(); image++) {
            int down = random.nextInt(2 * most + 1) - most;
            int right = random.nextInt(2 * most + 1) - most;
            int start = image * images.columns();
            for (int row = 0; row < rows; row++) {
                int channel = row - row % shape.height();
                int source = channel + Math.max(0, Math.min(shape.height() - 1, row % shape.height() - down));
                moveRow(images.values(), start + source * shape.width(), moved, start + row * shape.width(), right);
            }
        }
        return new FloatMatrix(images.rows(), images.columns(), moved);
    }

    private void moveRow(float[] from, int source, float[] to, int target, int right) {
        int kept = shape.width() - Math.abs(right);
        int first = Math.max(0, right);
        System.arraycopy(from, source + Math.max(0, -right), to, target + first, kept);
        Arrays.fill(to, target, target + first, from[source]);
        Arrays.fill(to, target + first + kept, target + shape.width(), from[source + shape.width() - 1]);
    }
}
