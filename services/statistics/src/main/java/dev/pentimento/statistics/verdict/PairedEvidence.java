package dev.pentimento.statistics.verdict;

import java.util.List;

/**
 * Labels of one kind, for bets on the difference of two arms: those that nobody requested, or those that answer
 * requests.
 *
 * @param levels images by how they were drawn
 * @param difference accuracy of the challenger minus that of the baseline, weighted; 0 without labels
 */
public record PairedEvidence(List<PairedLevel> levels, double difference) {
    public PairedEvidence {
        levels = List.copyOf(levels);
    }

    /** Labels that nobody requested. */
    public static PairedEvidence unrequested(long labelled, long helped, long hurt) {
        if (helped < 0 || hurt < 0 || labelled < helped + hurt) {
            throw new IllegalArgumentException(helped + " helped and " + hurt + " hurt of " + labelled + " images");
        }
        double difference = labelled == 0 ? 0 : (double) (helped - hurt) / labelled;
        return new PairedEvidence(List.of(PairedLevel.unrequested(labelled, helped, hurt)), difference);
    }

    /** Evidence that the difference is above a value, as natural logarithm. */
    double logAbove(double mean) {
        return PairedBets.logEvidenceAbove(levels, mean);
    }

    PairedEvidence exchanged() {
        return new PairedEvidence(levels.stream().map(PairedLevel::exchanged).toList(), -difference);
    }

    double labelled() {
        return levels.stream().mapToDouble(PairedLevel::labelled).sum();
    }
}
