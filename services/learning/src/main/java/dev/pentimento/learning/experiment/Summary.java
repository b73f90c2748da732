package dev.pentimento.learning.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A report's tables as lines of text. */
public final class Summary {
    private static final double LEVEL = 0.05;

    private Summary() {}

    public static List<String> lines(ExperimentReport report) {
        List<String> lines = new ArrayList<>();
        for (String group : distinct(report.runs().stream().map(Run::group).toList())) {
            List<Run> runs = report.runs().stream()
                    .filter(run -> run.group().equals(group))
                    .toList();
            double original = mean(runs, Run.ORIGINAL, "balanced_accuracy");
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "%-44s %8s %7s %7s %7s %9s %9s %6s",
                    group,
                    "balanced",
                    "gain",
                    "helped",
                    "hurt",
                    "accepted",
                    "on clean",
                    "CPU s"));
            for (String arm : distinct(runs.stream().map(Run::arm).toList())) {
                lines.add(line(runs, arm, original));
            }
        }
        lines.add("");
        lines.add(harm(report.runs()));
        return lines;
    }

    private static String line(List<Run> runs, String arm, double original) {
        double balanced = mean(runs, arm, "balanced_accuracy");
        return String.format(
                Locale.ROOT,
                "  %-42s %8.2f %7s %7.0f %7.0f %9s %9s %6s",
                arm,
                100 * balanced,
                arm.equals(Run.ORIGINAL) ? "" : String.format(Locale.ROOT, "%+.2f", 100 * (balanced - original)),
                mean(runs, arm, "helped"),
                mean(runs, arm, "hurt"),
                known(100 * mean(runs, arm, "accepted"), "%.0f %%"),
                known(100 * mean(runs, arm, "clean_balanced_accuracy"), "%.2f"),
                known(mean(runs, arm, "cpu_seconds"), "%.1f"));
    }

    private static String known(double value, String format) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private static double mean(List<Run> runs, String arm, String figure) {
        return runs.stream()
                .filter(run -> run.arm().equals(arm))
                .mapToDouble(run -> run.figure(figure))
                .average()
                .orElse(Double.NaN);
    }

    /** What the acceptance rule let through and should not have. */
    private static String harm(List<Run> runs) {
        List<Run> accepted = runs.stream()
                .filter(run -> run.arm().endsWith("after acceptance"))
                .toList();
        if (accepted.isEmpty()) {
            return "no run was subject to acceptance";
        }
        long worse = accepted.stream()
                .filter(run -> run.figure("hurt") > run.figure("helped") && run.figure("p_holm") < LEVEL)
                .count();
        double worst = accepted.stream()
                .mapToDouble(run -> run.figure("balanced_accuracy") - original(runs, run))
                .min()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "after acceptance: %d of %d runs significantly worse than the original (McNemar, Holm, 5 %%); worst change"
                        + " %+.2f points",
                worse,
                accepted.size(),
                100 * worst);
    }

    private static double original(List<Run> runs, Run run) {
        return runs.stream()
                .filter(other -> other.arm().equals(Run.ORIGINAL)
                        && other.group().equals(run.group())
                        && other.seed() == run.seed())
                .mapToDouble(other -> other.figure("balanced_accuracy"))
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Set<String> distinct(List<String> values) {
        return new LinkedHashSet<>(values);
    }
}
