/** Significance of finished comparisons, looked at once; what may be watched is in {@code verdict}. */
@NullMarked
package dev.pentimento.statistics.comparison;

import org.jspecify.annotations.NullMarked;
