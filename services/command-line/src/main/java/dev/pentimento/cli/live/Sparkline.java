package dev.pentimento.cli.live;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values over time as a row of small bars.
 *
 * @param values oldest first; null is a gap
 * @param low value of the lowest bar; smaller values look the same
 * @param high value of the highest bar; larger values look the same
 */
public record Sparkline(List<@Nullable Double> values, double low, double high) {
    private static final String BARS = "▁▂▃▄▅▆▇█";
    private static final Sparkline NONE = new Sparkline(List.of(), 0, 0);

    static Sparkline none() {
        return NONE;
    }

    /** Starts at zero, so that a bar twice as high means twice as much. */
    static Sparkline fromZero(List<@Nullable Double> values) {
        return new Sparkline(
                values, 0, values.stream().mapToDouble(Sparkline::orZero).max().orElse(0));
    }

    /** Ranges from the smallest to the largest value, for values where only the trend matters. */
    static Sparkline ofCourse(List<Double> values) {
        DoubleSummaryStatistics range =
                values.stream().mapToDouble(Sparkline::orZero).summaryStatistics();
        return values.isEmpty() ? NONE : new Sparkline(List.copyOf(values), range.getMin(), range.getMax());
    }

    /** The latest values, one character each, oldest first. */
    String text(int width) {
        StringBuilder text = new StringBuilder();
        for (Double value : values.subList(Math.max(0, values.size() - width), values.size())) {
            text.append(value == null || !Double.isFinite(value) ? ' ' : bar(value));
        }
        return text.toString();
    }

    private char bar(double value) {
        if (high <= low) {
            return BARS.charAt(0);
        }
        double share = (value - low) / (high - low);
        int step = (int) Math.round(share * (BARS.length() - 1));
        return BARS.charAt(Math.max(0, Math.min(BARS.length() - 1, step)));
    }

    private static double orZero(@Nullable Double value) {
        return value == null || !Double.isFinite(value) ? 0 : value;
    }
}
