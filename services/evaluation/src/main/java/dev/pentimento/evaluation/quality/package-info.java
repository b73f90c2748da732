/**
 * Counts of right and wrong answers, merged over all tasks into windows with figures and verdicts.
 * {@link dev.pentimento.evaluation.quality.QualityFold} contains the rules,
 * {@link dev.pentimento.evaluation.quality.QualityTally} counts,
 * {@link dev.pentimento.evaluation.quality.QualityWindows} creates the record,
 * {@link dev.pentimento.evaluation.quality.RevisedTally} is its state,
 * {@link dev.pentimento.evaluation.quality.QualityProcessor} moves records.
 */
@NullMarked
package dev.pentimento.evaluation.quality;

import org.jspecify.annotations.NullMarked;
