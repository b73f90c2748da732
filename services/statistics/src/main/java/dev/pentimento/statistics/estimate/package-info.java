/** Accuracy estimated without labels, from calibrated confidence. */
@NullMarked
package dev.pentimento.statistics.estimate;

import org.jspecify.annotations.NullMarked;
