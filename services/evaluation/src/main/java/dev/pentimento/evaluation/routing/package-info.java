/**
 * The partition of an image's records ({@link dev.pentimento.evaluation.routing.ImagePartitions}), and the dead letters of
 * records that cannot be used ({@link dev.pentimento.evaluation.routing.DeadLetterWriter}).
 */
@NullMarked
package dev.pentimento.evaluation.routing;

import org.jspecify.annotations.NullMarked;
