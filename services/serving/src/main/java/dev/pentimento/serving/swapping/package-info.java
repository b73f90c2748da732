/**
 * The hot swap. {@link dev.pentimento.serving.swapping.VersionWatch} follows the registry in one thread and calls
 * {@link dev.pentimento.serving.swapping.VersionSwap}, which loads what a
 * {@link dev.pentimento.serving.swapping.ServingPlan} asks for. The serving versions are a
 * {@link dev.pentimento.serving.swapping.ServingSet} of counted resources. All waiting times are in
 * {@link dev.pentimento.serving.swapping.WaitingTimes}.
 */
@NullMarked
package dev.pentimento.serving.swapping;

import org.jspecify.annotations.NullMarked;
