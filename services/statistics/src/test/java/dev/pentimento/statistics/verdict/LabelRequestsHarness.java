package dev.pentimento.statistics.verdict;

import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Prints what labels on request save, and what they keep: {@code mvn -Pharness -Dtest=LabelRequestsHarness}. */
class LabelRequestsHarness {
    @Test
    void printsTheTable() {
        print("%n## Labels until HELPS with requests over those without (500 runs)");
        for (double[] each : new double[][] {{0.02, 0.01}, {0.05, 0.02}, {0.1, 0.03}, {0.1, 0.05}, {0.3, 0.05}}) {
            print(
                    "flips %.2f difference %.2f: %.3f",
                    each[0], each[1], new RequestRuns(1).labelsUntilHelps(each[0], each[1], 500));
        }
        print("%n## False verdicts, labels of both kinds, late and changed (2,000 runs of 40,000 images)");
        for (double flips : new double[] {0.005, 0.02, 0.1, 0.3}) {
            print("flips %.3f: %.2f %%", flips, 100 * new RequestRuns(2).falseVerdicts(flips, 40_000, 2_000));
        }
        for (int images : new int[] {10_000, 40_000}) {
            RequestRuns.Figures figures = new RequestRuns(3).figures(images, 500);
            print("%n## Figures of %d images, 500 runs: mean error, and its number of standard errors", images);
            print("accuracy", figures.accuracy());
            print("balanced accuracy", figures.balanced());
            print("overconfidence", figures.overconfidence());
            print("difference", figures.difference());
            print("calibration error beyond that of random labels", figures.excess());
            print("width of the interval of the accuracy over that of random labels: %.3f", figures.width());
            print("runs whose intervals always held the truth: %.3f", figures.covered());
        }
    }

    private static void print(String what, RequestRuns.Bias bias) {
        print("%s: %+.5f, %+.2f", what, bias.mean(), bias.standardErrors());
    }

    private static void print(String form, Object... values) {
        System.out.printf(Locale.ROOT, form + "%n", values);
    }
}
