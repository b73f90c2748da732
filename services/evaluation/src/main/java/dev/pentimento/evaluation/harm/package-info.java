/** Whether the original's accuracy has fallen by more than a margin: the state for each reference, and its event. */
@NullMarked
package dev.pentimento.evaluation.harm;

import org.jspecify.annotations.NullMarked;
