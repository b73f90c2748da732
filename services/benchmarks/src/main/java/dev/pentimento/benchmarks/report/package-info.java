/** Aggregates the runs, and shows them as a table and as JSON. */
@NullMarked
package dev.pentimento.benchmarks.report;

import org.jspecify.annotations.NullMarked;
