package dev.pentimento.learning.image;

/** How values between pixels are found. When an image becomes smaller, the filter grows: resizing is anti-aliased. */
public enum Interpolation {
    /** A triangle. */
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            return Math.max(0, 1 - distance);
        }
    },

    /** Keys' cubic convolution with a = -0.5 (1981), as in PIL; PyTorch's tensors have -0.75 without anti-aliasing. */
    BICUBIC(2) {
        private static final double A = -0.5;

        @Override
        double weight(double distance) {
            if (distance < 1) {
                return ((A + 2) * distance - (A + 3)) * distance * distance + 1;
            }
            return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * A : 0;
        }
    },

    /** The nearest pixel alone, without anti-aliasing. */
    NEAREST(1) {
        @Override
        double weight(double distance) {
            return 1;
        }
    };

    private final int support;

    Interpolation(int support) {
        this.support = support;
    }

    /** Distance from which on a pixel does not contribute, when an image is not made smaller. */
    int support() {
        return support;
    }

    /** Contribution of a pixel, before all are divided by their sum. */
    abstract double weight(double distance);
}
