package dev.pentimento.dashboard.quality;

import dev.pentimento.statistics.quality.RateSequence;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import org.jspecify.annotations.Nullable;

/**
 * Confidence sequences of one arm's accuracy and balanced accuracy; none without labels. They take about a tenth of a
 * millisecond, a hundred times as long as the rest of a window, and nobody asks for those of most windows: they are
 * computed when they are first read.
 */
public final class Intervals {
    private final long[][] all;
    private final long[][] byClass;
    private final double level;
    private volatile @Nullable Interval accuracy;
    private volatile @Nullable Interval balanced;

    private Intervals(long[][] all, long[][] byClass, double level) {
        this.all = all;
        this.byClass = byClass;
        this.level = level;
    }

    static Intervals of(ClassCounts counts, double level) {
        return new Intervals(counts.rates(Measure.ACCURACY), counts.rates(Measure.BALANCED_ACCURACY), level);
    }

    private boolean known() {
        return all[1][0] > 0;
    }

    public @Nullable Interval getAccuracyInterval() {
        if (accuracy == null && known()) {
            accuracy = RateSequence.of(all[0], all[1], level);
        }
        return accuracy;
    }

    public @Nullable Interval getBalancedInterval() {
        if (balanced == null && known()) {
            balanced = RateSequence.of(byClass[0], byClass[1], level);
        }
        return balanced;
    }
}
