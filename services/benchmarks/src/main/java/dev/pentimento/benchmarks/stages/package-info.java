/** Where the processor time of an image goes. */
@NullMarked
package dev.pentimento.benchmarks.stages;

import org.jspecify.annotations.NullMarked;
