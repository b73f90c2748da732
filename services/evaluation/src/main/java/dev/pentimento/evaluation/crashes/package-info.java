/**
 * Finds the image on which the process crashes while the networks judge it, for example in native code. Marks in
 * {@code evaluation.state.dir} survive the process: {@link dev.pentimento.evaluation.crashes.CrashMarks}.
 */
@NullMarked
package dev.pentimento.evaluation.crashes;

import org.jspecify.annotations.NullMarked;
