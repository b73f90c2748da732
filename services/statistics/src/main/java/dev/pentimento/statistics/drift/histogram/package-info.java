/** The bins of each score and class, and counts in them; they merge. */
@NullMarked
package dev.pentimento.statistics.drift.histogram;

import org.jspecify.annotations.NullMarked;
