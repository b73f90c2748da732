package dev.pentimento.evaluation.harness;

import dev.pentimento.statistics.drift.DriftReference;
import dev.pentimento.statistics.drift.measures.DriftMeasure;
import dev.pentimento.statistics.drift.scores.DriftScores;
import dev.pentimento.tensors.FloatMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Rules that are in wide use: something is computed for each window of images, and above a limit it is drift. */
final class NaiveRules {
    static final int WINDOW = 256;

    /** The rules, in the order of {@link #alarms}. */
    static final List<String> NAMES =
            List.of("Kolmogorov-Smirnov, p < .05 / scores", "stability index > .2", "1 - cosine > .05", "MMD, p < .05");

    private static final int DRAWN = 200;

    private final Scored set;
    private final DriftReference reference;
    private final float[][] sorted;
    private final double discrepancyLimit;

    NaiveRules(DriftRuns.Split split, DriftScores scores, Random random) {
        set = split.set();
        Embedded images = set.images().select(split.reference());
        reference = DriftReference.fit(scores, images.embeddings(), images.predicted(), images.margins(), 10, 1);
        FloatMatrix values = set.scores().select(split.reference());
        sorted = new float[values.columns()][values.rows()];
        for (int score = 0; score < sorted.length; score++) {
            for (int row = 0; row < values.rows(); row++) {
                sorted[score][row] = values.at(row, score);
            }
            Arrays.sort(sorted[score]);
        }
        double[] drawn = new double[DRAWN];
        Sampler clean = Sampler.independent(set, split.reference());
        for (int i = 0; i < DRAWN; i++) {
            drawn[i] = measure(clean.next(random, WINDOW), "maximum_mean_discrepancy");
        }
        Arrays.sort(drawn);
        discrepancyLimit = drawn[(int) (0.95 * DRAWN)];
    }

    /** For each rule whether this window is drift to it. */
    boolean[] alarms(Sampler.Batch window) {
        List<DriftMeasure> measures = measures(window);
        return new boolean[] {
            kolmogorovSmirnov(window),
            value(measures, "stability_index") > 0.2,
            value(measures, "mean_shift_cosine") > 0.05,
            value(measures, "maximum_mean_discrepancy") > discrepancyLimit
        };
    }

    private double measure(Sampler.Batch window, String name) {
        return value(measures(window), name);
    }

    private static double value(List<DriftMeasure> measures, String name) {
        return measures.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private List<DriftMeasure> measures(Sampler.Batch window) {
        int d = set.images().embeddings().columns();
        float[] values = new float[window.draws().size() * d];
        float[] margins = new float[window.draws().size()];
        for (int i = 0; i < margins.length; i++) {
            Sampler.Draw draw = window.draws().get(i);
            System.arraycopy(draw.set().images().embeddings().values(), draw.row() * d, values, i * d, d);
        }
        FloatMatrix embeddings = new FloatMatrix(margins.length, d, values);
        return reference.measures(reference.sums(embeddings, window.predicted(), margins, margins));
    }

    private boolean kolmogorovSmirnov(Sampler.Batch window) {
        double m = window.predicted().length;
        for (int score = 0; score < sorted.length; score++) {
            float[] now = new float[(int) m];
            for (int i = 0; i < m; i++) {
                now[i] = window.scores().at(i, score);
            }
            Arrays.sort(now);
            double n = sorted[score].length;
            double largest = 0;
            int below = 0;
            for (int i = 0; i < m; i++) {
                while (below < n && sorted[score][below] <= now[i]) {
                    below++;
                }
                largest = Math.max(largest, Math.max(Math.abs((i + 1) / m - below / n), Math.abs(i / m - below / n)));
            }
            double statistic = largest * Math.sqrt(m * n / (m + n));
            if (2 * Math.exp(-2 * statistic * statistic) < 0.05 / sorted.length) {
                return true;
            }
        }
        return false;
    }
}
