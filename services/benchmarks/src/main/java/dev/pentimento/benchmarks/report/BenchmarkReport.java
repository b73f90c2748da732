package dev.pentimento.benchmarks.report;

import dev.pentimento.benchmarks.BenchmarkOptions;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What {@code bench} reports; its JSON is this record.
 *
 * @param at when it began
 * @param runs number of runs of each benchmark
 */
public record BenchmarkReport(
        String version, String at, Machine machine, int runs, BenchmarkOptions options, List<Summary> benchmarks) {
    private static final int NAME = 74;

    /** @param version of this program */
    public static BenchmarkReport of(
            String version, Instant at, Machine machine, int runs, BenchmarkOptions options, List<Summary> benchmarks) {
        return new BenchmarkReport(version, at.toString(), machine, runs, options, List.copyOf(benchmarks));
    }

    /** Prints the table. */
    public void print(PrintWriter out) {
        machine.lines().forEach(out::println);
        out.printf(Locale.ROOT, "%s, %s; %d runs, each in a new process; seed %d%n", version, at, runs, options.seed());
        for (Summary summary : benchmarks) {
            out.printf(Locale.ROOT, "%n%-" + NAME + "s%12s%24s%n", summary.benchmark(), "median", "lowest to highest");
            summary.rows().forEach(row -> print(row, out));
            summary.missing().forEach(advice -> out.println("not measured: " + advice));
        }
        out.flush();
    }

    private static void print(Summary.Row row, PrintWriter out) {
        String spread = row.unit().format(row.lowest()) + " to " + row.unit().format(row.highest());
        out.printf(
                Locale.ROOT,
                "%-" + NAME + "s%12s%24s  %s%n",
                row.name(),
                row.unit().format(row.median()),
                spread,
                row.unit().text());
    }
}
