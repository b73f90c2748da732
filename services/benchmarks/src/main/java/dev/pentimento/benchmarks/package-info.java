/**
 * What {@code ./pentimento bench} measures. To add a benchmark, implement {@link dev.pentimento.benchmarks.Benchmark}
 * and list it in {@code dev.pentimento.cli.bench.Benchmarks}.
 */
@NullMarked
package dev.pentimento.benchmarks;

import org.jspecify.annotations.NullMarked;
