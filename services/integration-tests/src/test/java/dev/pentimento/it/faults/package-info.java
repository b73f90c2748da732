/** Schedules of faults, drawn from a seed, and what must hold after each of them. */
@NullMarked
package dev.pentimento.it.faults;

import org.jspecify.annotations.NullMarked;
