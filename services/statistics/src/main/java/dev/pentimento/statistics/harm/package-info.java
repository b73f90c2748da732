/** Whether accuracy has fallen by more than a margin, by labels and by the estimate without labels. */
@NullMarked
package dev.pentimento.statistics.harm;

import org.jspecify.annotations.NullMarked;
