/**
 * Protection against wrong clocks, here or elsewhere: waits do not depend on them, and records do not propagate them.
 */
@NullMarked
package dev.pentimento.platform.time;

import org.jspecify.annotations.NullMarked;
