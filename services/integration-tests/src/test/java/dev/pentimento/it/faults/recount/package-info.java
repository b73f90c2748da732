/** Counts from the raw topics what the system must have made of its input. It shares no code with the product. */
@NullMarked
package dev.pentimento.it.faults.recount;

import org.jspecify.annotations.NullMarked;
