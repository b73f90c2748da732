/** The time from an image's record to its committed prediction. */
@NullMarked
package dev.pentimento.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
