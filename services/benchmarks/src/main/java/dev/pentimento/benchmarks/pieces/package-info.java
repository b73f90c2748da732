/**
 * The inner pieces of the work, one by one, on one thread, with JMH. {@code ./pentimento bench pieces} runs all of them
 * briefly; {@code org.openjdk.jmh.Main} runs those that you choose, with JMH's own options and profilers.
 */
@NullMarked
package dev.pentimento.benchmarks.pieces;

import org.jspecify.annotations.NullMarked;
