/** The quality of one arm, the comparison of two arms, and confidence sequences for rates, from mergeable counts. */
@NullMarked
package dev.pentimento.statistics.quality;

import org.jspecify.annotations.NullMarked;
