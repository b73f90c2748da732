/** The memory of each service. */
@NullMarked
package dev.pentimento.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
