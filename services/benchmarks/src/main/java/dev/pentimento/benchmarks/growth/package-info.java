/** How the cost of an image grows with partitions, instances, classes and candidates. */
@NullMarked
package dev.pentimento.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
