package dev.pentimento.evaluation.quality;

import dev.pentimento.statistics.quality.Coverage;
import dev.pentimento.statistics.quality.PairedCounts;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which images of a window have labels.
 *
 * @param sources counts of the distinguished sources; none if the window has only one source
 * @param waiting counts of the windows that the verdict has not judged yet
 */
record LabelCoverage(List<QualityTally> sources, List<QualityTally> waiting) {
    /** The larger total variation between labelled and all images: over the baseline's classes, or over sources. */
    double distance(ArmKey challenger, PairedCounts counts) {
        return distance(counts, source -> source.comparisons().get(challenger));
    }

    /**
     * The same between answered requests and all requests. The drawing makes the requested images different from all
     * images, which is no fault, so they are compared with each other.
     */
    double requestedDistance(ArmKey challenger, PairedCounts counts) {
        return distance(counts, source -> source.requested().together(challenger));
    }

    private double distance(PairedCounts counts, Function<QualityTally, @Nullable PairedCounts> ofSource) {
        return Math.max(
                counts.coverage().distance(), overSources(counts, ofSource).distance());
    }

    private Coverage overSources(PairedCounts counts, Function<QualityTally, @Nullable PairedCounts> ofSource) {
        long[] all = new long[sources.size() + 1];
        long[] labelled = new long[all.length];
        int rest = sources.size();
        all[rest] = counts.compared();
        labelled[rest] = counts.labelled();
        for (int i = 0; i < rest; i++) {
            PairedCounts source = ofSource.apply(sources.get(i));
            if (source != null) {
                all[i] = source.compared();
                labelled[i] = source.labelled();
                all[rest] -= all[i];
                labelled[rest] -= labelled[i];
            }
        }
        return new Coverage(all, labelled);
    }

    /** Labels of waiting windows. */
    long awaitingTurn(ArmKey challenger) {
        long labelled = 0;
        for (QualityTally tally : waiting) {
            PairedCounts counts = tally.comparisons().get(challenger);
            labelled += counts == null ? 0 : counts.labelled();
        }
        return labelled;
    }
}
