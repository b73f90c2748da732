package dev.pentimento.statistics.drift.detection;

import org.hipparchus.util.FastMath;

/**
 * Bets fixed in advance: alternative distributions over the bins of one histogram, each defined relative to the
 * reference. The detector uses {@link FastMath} throughout, because its results are the same on every machine.
 */
sealed interface Alternatives {
    int size();

    /**
     * Writes for each bet the logarithm of the likelihood ratio of its distribution q to the reference's p.
     *
     * @param p distribution of the reference
     * @param counts counts by bin, starting at {@code offset}; real numbers
     * @param images sum of the counts
     */
    void logRatios(double[] p, double[] counts, double images, double[] result);

    /** For ordered bins: mass shifted up or down, and outwards or inwards. */
    record Tilts() implements Alternatives {
        private static final double[] STRENGTHS = {.15, .5, 1.5};

        @Override
        public int size() {
            return 4 * STRENGTHS.length;
        }

        @Override
        public void logRatios(double[] p, double[] counts, double images, double[] result) {
            double[] up = new double[p.length];
            double[] out = new double[p.length];
            double below = 0;
            for (int b = 0; b < p.length; b++) {
                up[b] = 2 * below + p[b] - 1;
                out[b] = (3 * up[b] * up[b] - 1) / 2;
                below += p[b];
            }
            for (int i = 0; i < STRENGTHS.length; i++) {
                tilt(p, counts, images, up, STRENGTHS[i], result, 4 * i);
                tilt(p, counts, images, out, STRENGTHS[i], result, 4 * i + 2);
            }
        }

        private static void tilt(
                double[] p,
                double[] counts,
                double images,
                double[] direction,
                double strength,
                double[] result,
                int at) {
            double sum = 0;
            double plus = 0;
            double minus = 0;
            for (int b = 0; b < p.length; b++) {
                if (p[b] > 0) {
                    double factor = FastMath.exp(strength * direction[b]);
                    plus += p[b] * factor;
                    minus += p[b] / factor;
                    sum += counts[b] * direction[b];
                }
            }
            result[at] = strength * sum - images * FastMath.log(plus);
            result[at + 1] = -strength * sum - images * FastMath.log(minus);
        }
    }

    /** For classes: the odds of one of them tripled. */
    record TripledOdds(int classes) implements Alternatives {
        private static final double LOG_ODDS = FastMath.log(3);

        @Override
        public int size() {
            return classes;
        }

        @Override
        public void logRatios(double[] p, double[] counts, double images, double[] result) {
            for (int c = 0; c < classes; c++) {
                result[c] = counts[c] * LOG_ODDS - images * FastMath.log1p(2 * p[c]);
            }
        }
    }
}
