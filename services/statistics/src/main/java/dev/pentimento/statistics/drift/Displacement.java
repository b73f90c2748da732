package dev.pentimento.statistics.drift;

import dev.pentimento.statistics.drift.measures.DriftMeasure;
import dev.pentimento.statistics.drift.measures.DriftSums;
import dev.pentimento.tensors.FloatMatrix;

/**
 * How far a correction moves the embeddings of a window, compared with embeddings without drift. A large move shows
 * that the correction receives points that it was not trained for. Displacements are those of {@link
 * DriftReference#displacements}.
 *
 * @param clean statistics of the displacements without drift
 * @param images number of moved images
 * @param sum sum of their displacements, each limited to 64, as a fixed-point number with unit 2⁻²⁰, so merging is
 *     exact in any order
 */
public record Displacement(Clean clean, long images, long sum) {
    static final String NAME = "correction_displacement";
    /** 99 % point of the normal distribution. */
    private static final double QUANTILE = 2.3263;

    /**
     * How far each embedding was moved: the root mean square over the dimensions, in units of {@code deviation}.
     *
     * @param before n × d
     * @param after n × d
     * @param deviation standard deviation by dimension; dimensions with 0 do not count
     */
    static float[] ofEach(FloatMatrix before, FloatMatrix after, double[] deviation) {
        float[] displacements = new float[before.rows()];
        for (int row = 0; row < displacements.length; row++) {
            double sum = 0;
            int counted = 0;
            for (int i = 0; i < deviation.length; i++) {
                if (deviation[i] > 0) {
                    double move = (after.at(row, i) - before.at(row, i)) / deviation[i];
                    sum += move * move;
                    counted++;
                }
            }
            displacements[row] = counted == 0 ? 0 : (float) Math.sqrt(sum / counted);
        }
        return displacements;
    }

    /**
     * How far a correction moves held-out images without drift.
     *
     * @param mean mean of their displacements
     * @param deviation standard deviation of one image's displacement
     * @param images number of images behind both
     */
    public record Clean(double mean, double deviation, long images) {
        public Clean {
            if (images < 2 || !Double.isFinite(mean) || !Double.isFinite(deviation)) {
                throw new IllegalArgumentException(
                        "displacements of " + images + " images: mean " + mean + ", deviation " + deviation);
            }
        }

        /** @param displacements of held-out images, at least two */
        public static Clean of(float[] displacements) {
            double sum = 0;
            double squares = 0;
            for (float displacement : displacements) {
                double each = Math.min(DriftSums.MOST, displacement); // as in windows
                sum += each;
                squares += each * each;
            }
            int n = displacements.length;
            double mean = sum / n;
            return new Clean(mean, Math.sqrt(Math.max(0, squares - n * mean * mean) / (n - 1)), n);
        }
    }

    /** Without any image yet. */
    public static Displacement none(Clean clean) {
        return new Displacement(clean, 0, 0);
    }

    /** Adds one image. */
    public Displacement plus(float displacement) {
        return new Displacement(
                clean, images + 1, sum + (long) (Math.min(DriftSums.MOST, displacement) * DriftSums.UNIT));
    }

    /**
     * Merges these images with those of {@code other}, which were moved by the same correction. The clean displacement
     * of this object is kept, since two machines may have measured it with different last digits.
     */
    public Displacement plus(Displacement other) {
        return new Displacement(clean, images + other.images, sum + other.sum);
    }

    /**
     * The mean displacement. Its threshold is the 99 % quantile, by the central limit theorem, of the difference
     * between the means of two samples: this many images, and the held-out ones. Without images the value is 0.
     */
    public DriftMeasure measure() {
        double spread = clean.deviation * Math.sqrt(1.0 / Math.max(1, images) + 1.0 / clean.images);
        return new DriftMeasure(NAME, images == 0 ? 0 : sum / DriftSums.UNIT / images, clean.mean + QUANTILE * spread);
    }
}
