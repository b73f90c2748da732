/** The training of a version. */
@NullMarked
package dev.pentimento.benchmarks.training;

import org.jspecify.annotations.NullMarked;
