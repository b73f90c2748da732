/**
 * The correction-and-classification stream. Metrics, beside Kafka Streams' own ({@code kafka.stream.*}):
 *
 * <ul>
 *   <li>{@code pentimento.evaluation.inference}: time that all networks take for one batch
 *   <li>{@code pentimento.evaluation.batch.images}: images in a batch
 *   <li>{@code pentimento.evaluation.latency}: from an image's record to its prediction, before the commit
 *   <li>{@code pentimento.evaluation.predictions}, {@code .labels.joined}, {@code .labels.repeated}, {@code
 *       .capture.times.implausible}, {@code .candidate.failures}, {@code .drift.counts.lost}: counts, work done again after
 *       a failed transaction included
 *   <li>{@code pentimento.dead.letters}, by {@code service} and {@code reason}
 * </ul>
 */
@NullMarked
package dev.pentimento.evaluation;

import org.jspecify.annotations.NullMarked;
