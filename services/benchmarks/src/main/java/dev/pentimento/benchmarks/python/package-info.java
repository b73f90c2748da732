/** Runs Python scripts. */
@NullMarked
package dev.pentimento.benchmarks.python;

import org.jspecify.annotations.NullMarked;
