package dev.pentimento.benchmarks.report;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Figures.Figure;
import dev.pentimento.benchmarks.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs of one benchmark.
 *
 * @param benchmark its name
 * @param rows one for each figure, in the order of the first run
 * @param missing what could not be measured
 */
public record Summary(String benchmark, List<Row> rows, List<String> missing) {

    /**
     * One figure over all runs.
     *
     * @param runs the value of each run
     */
    public record Row(String name, Unit unit, double median, double lowest, double highest, List<Double> runs) {
        static Row of(Figure first, List<Double> runs) {
            double[] sorted =
                    runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
            return new Row(first.name(), first.unit(), median, sorted[0], sorted[sorted.length - 1], List.copyOf(runs));
        }
    }

    public static Summary of(String benchmark, List<Figures> runs) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Figures run : runs) {
            for (Figure figure : run.measured()) {
                figures.putIfAbsent(figure.name(), figure);
                values.computeIfAbsent(figure.name(), name -> new ArrayList<>()).add(figure.value());
            }
        }
        return new Summary(
                benchmark,
                figures.values().stream()
                        .map(figure -> Row.of(figure, values.getOrDefault(figure.name(), List.of())))
                        .toList(),
                runs.stream().flatMap(run -> run.missing().stream()).distinct().toList());
    }
}
