/**
 * The sequential detector: evidence of a change, alarms that stay open until they are resolved, and the saved state.
 */
@NullMarked
package dev.pentimento.statistics.drift.detection;

import org.jspecify.annotations.NullMarked;
