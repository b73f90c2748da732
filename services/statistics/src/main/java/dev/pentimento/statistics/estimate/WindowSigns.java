package dev.pentimento.statistics.estimate;

import org.hipparchus.util.FastMath;

/**
 * What a window shows without labels, and how accuracy is estimated from it. The figures have nearly the same expected
 * values for few images and for many, so that a window of 50 images can be judged by what was learned from windows of 500.
 *
 * @param images number of images in the window
 * @param classDistance Euclidean distance between the shares of the predicted classes now and in the reference, without
 *     its sampling error; 0 or more
 * @param confidence mean calibrated probability of being right, 0 to 1
 * @param spread standard deviation of an embedding's dimension, divided by that in the reference; mean over the
 *     dimensions
 */
public record WindowSigns(long images, double classDistance, double confidence, double spread) {
    /** Number of figures. */
    static final int SIZE = 3;

    /** The accuracy of a few hundred images cannot be told from 0 or 1 more closely than this. */
    private static final double CLOSEST = 0.005;

    double[] values() {
        return new double[] {classDistance, logit(confidence), spread};
    }

    static double logit(double share) {
        double inside = Math.max(CLOSEST, Math.min(1 - CLOSEST, share));
        return FastMath.log(inside / (1 - inside));
    }
}
