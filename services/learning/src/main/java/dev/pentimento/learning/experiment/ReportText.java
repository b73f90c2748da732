package dev.pentimento.learning.experiment;

import dev.pentimento.learning.experiment.result.ArmResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report's tables as lines of text. */
public final class ReportText {
    private static final double LEVEL = 0.05;

    private ReportText() {}

    public static List<String> lines(ExperimentReport report) {
        List<String> lines = new ArrayList<>();
        for (String group :
                report.runs().stream().map(ArmResult::group).distinct().toList()) {
            List<ArmResult> runs = report.runs().stream()
                    .filter(run -> run.group().equals(group))
                    .toList();
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "%-44s %8s %7s %7s %7s %9s %9s %10s %6s",
                    group,
                    "balanced",
                    "gain",
                    "helped",
                    "hurt",
                    "accepted",
                    "recovered",
                    "clean lost",
                    "CPU s"));
            for (String arm : runs.stream().map(ArmResult::arm).distinct().toList()) {
                lines.add(line(
                        arm, runs.stream().filter(run -> run.arm().equals(arm)).toList()));
            }
        }
        lines.add("");
        lines.add(harm(report.runs()));
        return lines;
    }

    private static String line(String arm, List<ArmResult> runs) {
        boolean original = arm.equals(ArmResult.ORIGINAL);
        return String.format(
                Locale.ROOT,
                "  %-42s %8.2f %7s %7.0f %7.0f %9s %9s %10s %6s",
                arm,
                100 * mean(runs, ArmResult.BALANCED),
                original ? "" : known(100 * mean(runs, "gain"), "%+.2f"),
                mean(runs, "helped"),
                mean(runs, "hurt"),
                Double.isNaN(mean(runs, "accepted")) ? "" : accepted(runs) + " of " + runs.size(),
                original ? "" : known(100 * mean(runs, "recovered"), "%.0f %%"),
                original ? "" : known(100 * mean(runs, "clean_lost"), "%.2f"),
                known(mean(runs, "cpu_seconds"), "%.1f"));
    }

    private static long accepted(List<ArmResult> runs) {
        return runs.stream().filter(run -> run.figure("accepted") == 1).count();
    }

    private static String known(double value, String format) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }

    private static double mean(List<ArmResult> runs, String figure) {
        return runs.stream().mapToDouble(run -> run.figure(figure)).average().orElse(Double.NaN);
    }

    /** Harmful corrections that the acceptance rule let through. */
    private static String harm(List<ArmResult> runs) {
        List<ArmResult> accepted = runs.stream()
                .filter(run -> run.arm().endsWith("after acceptance"))
                .toList();
        if (accepted.isEmpty()) {
            return "no run was subject to acceptance";
        }
        long worse = accepted.stream()
                .filter(run -> run.figure("hurt") > run.figure("helped") && run.figure("p_holm") < LEVEL)
                .count();
        double worst =
                accepted.stream().mapToDouble(run -> run.figure("gain")).min().orElse(0);
        return String.format(
                Locale.ROOT,
                "after acceptance: %d of %d corrections accepted; %d runs significantly worse than the original (McNemar, Holm, 5 %%);"
                        + " worst change %+.2f points",
                accepted(accepted),
                accepted.size(),
                worse,
                100 * worst);
    }
}
