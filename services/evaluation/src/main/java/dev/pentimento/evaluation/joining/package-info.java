/**
 * Joins labels with their images, whichever arrives first: {@link dev.pentimento.evaluation.joining.LabelJoin} contains
 * the rules, {@link dev.pentimento.evaluation.joining.JoinProcessor} moves records.
 */
@NullMarked
package dev.pentimento.evaluation.joining;

import org.jspecify.annotations.NullMarked;
