package dev.pentimento.dashboard.quality;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.statistics.quality.QualityMargins;
import dev.pentimento.statistics.quality.RateSequence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labelled images by true class, and how many of them were predicted correctly. Classes without a label take no memory:
 * a window may have a thousand classes and forty labels.
 *
 * @param byClass by the class's place in the version's list
 */
record ClassCounts(Map<Integer, Count> byClass) {
    static final ClassCounts NONE = new ClassCounts(Map.of());

    record Count(long right, long all) {
        Count plus(Count other) {
            return new Count(right + other.right, all + other.all);
        }
    }

    static ClassCounts of(ArmQuality arm) {
        List<Long> confusion = arm.getConfusion();
        int classes = (int) Math.round(Math.sqrt(confusion.size()));
        Map<Integer, Count> counts = new TreeMap<>();
        for (int truth = 0; truth < classes; truth++) {
            long all = 0;
            for (int predicted = 0; predicted < classes; predicted++) {
                all += confusion.get(truth * classes + predicted);
            }
            if (all > 0) {
                counts.put(truth, new Count(confusion.get(truth * classes + truth), all));
            }
        }
        return new ClassCounts(counts);
    }

    static ClassCounts of(QualityMargins margins) {
        Map<Integer, Count> counts = new TreeMap<>();
        for (int truth = 0; truth < margins.classes(); truth++) {
            if (margins.actual(truth) > 0) {
                counts.put(truth, new Count(margins.right(truth), margins.actual(truth)));
            }
        }
        return new ClassCounts(counts);
    }

    ClassCounts plus(ClassCounts other) {
        Map<Integer, Count> sum = new TreeMap<>(byClass);
        other.byClass.forEach((truth, count) -> sum.merge(truth, count, Count::plus));
        return new ClassCounts(sum);
    }

    long labels() {
        return byClass.values().stream().mapToLong(Count::all).sum();
    }

    /** Right and all images of each class, or of all classes together. */
    long[][] rates(Measure measure) {
        if (measure == Measure.ACCURACY) {
            return new long[][] {
                {byClass.values().stream().mapToLong(Count::right).sum()}, {labels()}
            };
        }
        return new long[][] {
            byClass.values().stream().mapToLong(Count::right).toArray(),
            byClass.values().stream().mapToLong(Count::all).toArray()
        };
    }

    /** 0 to 1; needs at least one label. */
    double value(Measure measure) {
        long[][] rates = rates(measure);
        double sum = 0;
        for (int i = 0; i < rates[0].length; i++) {
            sum += (double) rates[0][i] / rates[1][i];
        }
        return sum / rates[0].length;
    }

    RateSequence.Interval interval(Measure measure, double level) {
        long[][] rates = rates(measure);
        return RateSequence.of(rates[0], rates[1], level);
    }
}
