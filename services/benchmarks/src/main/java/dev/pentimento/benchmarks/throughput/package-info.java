/** Images that wait in the topic, against the bare model and a Python consumer. */
@NullMarked
package dev.pentimento.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
