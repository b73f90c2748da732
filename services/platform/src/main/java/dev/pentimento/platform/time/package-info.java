/** Clocks that were set wrong, here or elsewhere: waiting does not depend on them, and records do not spread them. */
@NullMarked
package dev.pentimento.platform.time;

import org.jspecify.annotations.NullMarked;
