/**
 * Joins labels with their images, whichever comes first: {@link dev.pentimento.evaluation.joining.LabelJoin} has the rules,
 * {@link dev.pentimento.evaluation.joining.JoinProcessor} moves records.
 */
@NullMarked
package dev.pentimento.evaluation.joining;

import org.jspecify.annotations.NullMarked;
