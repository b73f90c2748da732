/** The Python consumer that a team would write itself. */
@NullMarked
package dev.pentimento.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
