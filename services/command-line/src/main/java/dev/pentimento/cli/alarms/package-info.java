/** The command {@code alarms}: what is open, who takes care of it, and what the webhook is not told. */
@NullMarked
package dev.pentimento.cli.alarms;

import org.jspecify.annotations.NullMarked;
