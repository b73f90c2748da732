/** From the start of the process to the first prediction, and the memory that takes. */
@NullMarked
package dev.pentimento.benchmarks.start;

import org.jspecify.annotations.NullMarked;
