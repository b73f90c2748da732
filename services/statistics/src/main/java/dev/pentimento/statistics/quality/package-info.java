/** Quality of one arm, two arms compared, and confidence sequences of rates, from counts that merge. */
@NullMarked
package dev.pentimento.statistics.quality;

import org.jspecify.annotations.NullMarked;
