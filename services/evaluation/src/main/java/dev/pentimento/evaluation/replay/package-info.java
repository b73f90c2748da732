/**
 * Evaluates a version on data that is already in the log, with the figures of the live run:
 * {@link dev.pentimento.evaluation.replay.Replay}.
 */
@NullMarked
package dev.pentimento.evaluation.replay;

import org.jspecify.annotations.NullMarked;
