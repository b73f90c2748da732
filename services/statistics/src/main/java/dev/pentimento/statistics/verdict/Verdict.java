package dev.pentimento.statistics.verdict;

import java.util.OptionalLong;

/**
 * What the labels so far show about the challenger compared with the baseline.
 *
 * @param outcome the decision, or UNDECIDED
 * @param difference accuracy of the challenger minus that of the baseline, −1 to 1; 0 without labels
 * @param lower lower end of the confidence sequence for the true difference
 * @param upper upper end of it
 * @param logEvidenceHelps natural logarithm of the e-process against "the challenger does not help"
 * @param logEvidenceHurts natural logarithm of the e-process against "the challenger does not hurt"
 * @param labelsNeeded approximate number of further labelled images until a decision at the current rates; empty if
 *     decided or not foreseeable
 */
public record Verdict(
        Outcome outcome,
        double difference,
        double lower,
        double upper,
        double logEvidenceHelps,
        double logEvidenceHurts,
        OptionalLong labelsNeeded) {
    /** The conclusion about the challenger. */
    public enum Outcome {
        /** Right more often than the baseline. */
        HELPS,
        /** Right less often than the baseline. */
        HURTS,
        /** Neither is shown, and the difference is within the margin. */
        EQUIVALENT,
        /** Not enough labels for a decision. */
        UNDECIDED
    }
}
