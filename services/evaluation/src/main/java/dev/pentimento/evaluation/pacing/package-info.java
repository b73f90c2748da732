/**
 * When the stream commits before its interval is over: {@link dev.pentimento.evaluation.pacing.CommitPace}. Decision 0034
 * gives the reasons.
 */
@NullMarked
package dev.pentimento.evaluation.pacing;

import org.jspecify.annotations.NullMarked;
