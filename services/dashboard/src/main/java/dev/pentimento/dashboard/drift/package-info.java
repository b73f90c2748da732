/** Drift by window, and its alarms. */
@NullMarked
package dev.pentimento.dashboard.drift;

import org.jspecify.annotations.NullMarked;
