/** The bins of each score and class, and mergeable counts in them. */
@NullMarked
package dev.pentimento.statistics.drift.histogram;

import org.jspecify.annotations.NullMarked;
