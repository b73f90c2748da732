/** The sequential detector: evidence of a change, alarms that stand until they resolve, and the saved state. */
@NullMarked
package dev.pentimento.statistics.drift.detection;

import org.jspecify.annotations.NullMarked;
