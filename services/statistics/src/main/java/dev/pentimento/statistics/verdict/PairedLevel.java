package dev.pentimento.statistics.verdict;

/**
 * Labelled images whose drawing had one ratio between the probabilities of flips and of other images. Other images were
 * drawn with at most the probability of flips, and both arms agree on them. Real numbers serve forecasts.
 *
 * @param flipWeight weight of a flip relative to another image: the ratio of their probabilities, inverted; above 0, at
 *     most 1
 * @param helped flips with the baseline wrong and the challenger right
 * @param hurt flips with the baseline right and the challenger wrong
 * @param ties images drawn as flips that are neither
 * @param others images drawn with the other probability
 */
public record PairedLevel(double flipWeight, double helped, double hurt, double ties, double others) {
    /** Images that all count alike. */
    static PairedLevel unrequested(double labelled, double helped, double hurt) {
        return new PairedLevel(1, helped, hurt, labelled - helped - hurt, 0);
    }

    /** The same images with the arms exchanged. */
    PairedLevel exchanged() {
        return new PairedLevel(flipWeight, hurt, helped, ties, others);
    }

    double labelled() {
        return helped + hurt + ties + others;
    }
}
