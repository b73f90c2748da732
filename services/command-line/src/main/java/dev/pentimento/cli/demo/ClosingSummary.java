package dev.pentimento.cli.demo;

import dev.pentimento.cli.demo.DemoReport.Drift;
import dev.pentimento.cli.demo.DemoReport.Phase;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints the closing summary from the recounted figures. */
final class ClosingSummary {
    private static final String ROW = "%-10s%8s%10s  %-14s%10s%11s%8s%6s  %s%n";

    private final DemoReport report;
    private final PrintWriter out;

    ClosingSummary(DemoReport report, PrintWriter out) {
        this.report = report;
        this.out = out;
    }

    void print() {
        say(
                "%,d images, %,d predictions, %d twice, %d missing, %d dead letters%n%n",
                report.images(), report.predictions(), report.duplicates(), report.missing(), report.deadLetters());
        say(ROW, "phase", "images", "labelled", "version", "original", "corrected", "helped", "hurt", "verdict");
        report.phases().forEach(this::row);
        say("(balanced accuracy, recounted from the topics)%n%n");
        report.drift().forEach(this::drift);
        recovery();
        speed();
        out.flush();
    }

    private void row(Phase phase) {
        say(
                ROW,
                phase.name(),
                String.format(Locale.ROOT, "%,d", phase.images()),
                String.format(Locale.ROOT, "%,d", phase.labelled()),
                phase.modelVersion(),
                percent(phase.original().balancedAccuracy()),
                percent(phase.corrected().balancedAccuracy()),
                phase.helped(),
                phase.hurt(),
                phase.verdict());
    }

    private void drift(Drift drift) {
        if (drift.startedAtImage() < 0) {
            say("FALSE drift alarm at image %,d%n", drift.alarmAtImage());
        } else {
            say(
                    "drift began at image %,d; alarm at image %,d, with its estimate that the drift began at image"
                            + " %,d%n",
                    drift.startedAtImage(), drift.alarmAtImage(), drift.estimatedStartAtImage());
        }
    }

    private void recovery() {
        Map<String, Phase> phases =
                report.phases().stream().collect(Collectors.toMap(Phase::name, Function.identity()));
        Optional<Phase> clean = Optional.ofNullable(phases.get("clean"));
        Optional<Phase> recovered = Optional.ofNullable(phases.get("recovered"));
        if (clean.isPresent() && recovered.isPresent()) {
            double before = clean.get().original().balancedAccuracy();
            double without = recovered.get().original().balancedAccuracy();
            double with = recovered.get().corrected().balancedAccuracy();
            say(
                    "the drift cost the original %.1f points; the new correction recovers %.1f of them (%.0f %%)%n",
                    100 * (before - without), 100 * (with - without), 100 * (with - without) / (before - without));
        } else if (phases.containsKey("drifted")) {
            say("no correction was promoted: the loss from the drift remains%n");
        }
    }

    /** A run of the demo ends before Java has compiled the program, so its throughput says nothing about the system. */
    private void speed() {
        if (report.rate() > 0) {
            say(
                    "%nlatency at %,.0f images/s, camera to committed prediction: median %,.0f ms, 99 %% within %,.0f ms%n",
                    report.rate(),
                    report.latency().p50Millis(),
                    report.latency().p99Millis());
        }
        say("%nthe demo does not measure speed; ./pentimento bench does%n");
    }

    private void say(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
