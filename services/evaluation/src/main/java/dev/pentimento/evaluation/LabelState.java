package dev.pentimento.evaluation;

import dev.pentimento.statistics.quality.Coverage;
import dev.pentimento.statistics.quality.PairedCounts;
import java.util.List;

/**
 * How labels came to the images of a window.
 *
 * @param sources counts of the sources told apart; none where the window is of one source
 * @param waiting windows whose turn to be judged has not come
 */
record LabelState(List<Tally> sources, List<Tally> waiting) {
    /** The larger total variation between labelled and all images: over the baseline's classes, or over sources. */
    double distance(String comparison, PairedCounts counts) {
        return Math.max(
                counts.coverage().distance(), overSources(comparison, counts).distance());
    }

    private Coverage overSources(String comparison, PairedCounts counts) {
        long[] all = new long[sources.size() + 1];
        long[] labelled = new long[all.length];
        int rest = sources.size();
        all[rest] = counts.compared();
        labelled[rest] = counts.labelled();
        for (int i = 0; i < rest; i++) {
            PairedCounts source = sources.get(i).comparisons().get(comparison);
            if (source != null) {
                all[i] = source.compared();
                labelled[i] = source.labelled();
                all[rest] -= all[i];
                labelled[rest] -= labelled[i];
            }
        }
        return new Coverage(all, labelled);
    }

    long awaitingTurn(String comparison) {
        long labelled = 0;
        for (Tally tally : waiting) {
            PairedCounts counts = tally.comparisons().get(comparison);
            labelled += counts == null ? 0 : counts.labelled();
        }
        return labelled;
    }
}
