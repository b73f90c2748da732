/** Drift by window, and drift alarms. */
@NullMarked
package dev.pentimento.dashboard.drift;

import org.jspecify.annotations.NullMarked;
