package dev.pentimento.it;

import dev.pentimento.learning.image.ImagePixels;
import java.util.List;
import java.util.SplittableRandom;

/** Images for the TorchScript networks in {@code services/learning}, which tell directions of stripes apart. */
final class Stripes {
    static final List<String> CLASSES = List.of("rows", "columns", "diagonals");
    static final int SIDE = 12;

    private final SplittableRandom random;

    Stripes(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A PNG of the named class. */
    byte[] draw(String name) {
        int kind = CLASSES.indexOf(name);
        int phase = random.nextInt(4);
        float[] values = new float[SIDE * SIDE];
        for (int pixel = 0; pixel < values.length; pixel++) {
            int row = pixel / SIDE;
            int column = pixel % SIDE;
            int along = kind == 0 ? row : kind == 1 ? column : row + column;
            double value = (along + phase) / 2 % 2 + 0.25 * random.nextGaussian();
            values[pixel] = (float) Math.max(0, Math.min(1, value));
        }
        return new ImagePixels(1, SIDE, SIDE, values).png();
    }
}
