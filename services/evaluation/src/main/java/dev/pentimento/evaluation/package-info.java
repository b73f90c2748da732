/** The correction-and-classification stream. What it measures is told in {@code docs/metrics.md}. */
@NullMarked
package dev.pentimento.evaluation;

import org.jspecify.annotations.NullMarked;
