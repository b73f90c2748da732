/** What operators decided about alarms: acknowledged ones, and what the webhook does not send. */
@NullMarked
package dev.pentimento.dashboard.decisions;

import org.jspecify.annotations.NullMarked;
