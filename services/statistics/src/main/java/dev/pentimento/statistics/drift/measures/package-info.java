/** Descriptive measures of a window of images against the reference, with their thresholds. */
@NullMarked
package dev.pentimento.statistics.drift.measures;

import org.jspecify.annotations.NullMarked;
