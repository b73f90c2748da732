/** Significance of finished comparisons, looked at once. For comparisons that may be watched, see {@code verdict}. */
@NullMarked
package dev.pentimento.statistics.comparison;

import org.jspecify.annotations.NullMarked;
