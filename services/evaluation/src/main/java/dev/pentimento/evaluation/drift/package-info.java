/**
 * Compares the stream with the data that a version was trained on, and raises and resolves alarms.
 * {@link dev.pentimento.evaluation.drift.DriftCounting} counts a batch,
 * {@link dev.pentimento.evaluation.drift.DriftFold} contains the rules,
 * {@link dev.pentimento.evaluation.drift.DriftWindows} creates the record,
 * {@link dev.pentimento.evaluation.drift.StoredDrift} is its state,
 * {@link dev.pentimento.evaluation.drift.DriftProcessor} moves records.
 */
@NullMarked
package dev.pentimento.evaluation.drift;

import org.jspecify.annotations.NullMarked;
