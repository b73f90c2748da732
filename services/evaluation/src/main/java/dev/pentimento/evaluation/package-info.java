/**
 * The correction-and-classification stream: its service, its topology, its settings and its health. Each step has a package
 * with its processor and a core that knows neither store nor topic; no step knows this package.
 * {@code docs/reference/metrics.md} lists the metrics.
 */
@NullMarked
package dev.pentimento.evaluation;

import org.jspecify.annotations.NullMarked;
