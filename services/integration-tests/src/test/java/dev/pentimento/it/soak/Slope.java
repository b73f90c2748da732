package dev.pentimento.it.soak;

import java.util.List;
import java.util.Locale;

/**
 * Growth of a figure by least squares, as a share of its mean, for each 100,000 images.
 *
 * @param growth 0.01: it grows by 1 % with each 100,000 images
 * @param error the slope's standard error, in the same unit (Draper and Smith, Applied Regression Analysis, 1.4)
 */
public record Slope(String name, double mean, double growth, double error) {
    private static final double UNIT = 100_000;
    /** Two standard errors: a figure counts as growing when chance alone would hardly show it. */
    private static final double ERRORS = 2;

    /**
     * @param images how many had passed at each sample
     * @param values the figure at each sample
     */
    public static Slope of(String name, List<Long> images, List<Double> values) {
        int n = values.size();
        if (n < 3 || images.size() != n) {
            throw new IllegalArgumentException("a slope needs three samples at least, " + name + " has " + n);
        }
        double meanX =
                images.stream().mapToDouble(each -> each / UNIT).average().orElseThrow();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < n; i++) {
            double x = images.get(i) / UNIT - meanX;
            xx += x * x;
            xy += x * (values.get(i) - mean);
        }
        double slope = xy / xx;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            double residual = values.get(i) - mean - slope * (images.get(i) / UNIT - meanX);
            residuals += residual * residual;
        }
        double error = Math.sqrt(residuals / (n - 2) / xx);
        return new Slope(name, mean, slope / mean, error / mean);
    }

    /** Whether it grows by no more than this share, as far as the samples can tell. */
    public boolean atMost(double share) {
        return growth - ERRORS * error <= share;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-34s %,14.1f  %+8.2f %%  ± %.2f", name, mean, 100 * growth, 100 * error);
    }
}
