/** The scores of one image, in which drift is measured. */
@NullMarked
package dev.pentimento.statistics.drift.scores;

import org.jspecify.annotations.NullMarked;
