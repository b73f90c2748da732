/** Images, networks and clocks that several benchmarks share. */
@NullMarked
package dev.pentimento.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
