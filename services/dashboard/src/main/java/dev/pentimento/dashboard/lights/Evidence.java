package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.quality.Reading;
import dev.pentimento.dashboard.quality.Recent;
import dev.pentimento.events.AccuracyEstimate;
import org.jspecify.annotations.Nullable;

/**
 * What is known about whether the champion is right.
 *
 * @param floor what the operator accepts
 * @param training the champion's figure at training; null if it has none
 * @param recent its latest labelled images; if the input has moved, only those since then
 * @param moved whether a drift alarm is open
 * @param before its last labelled images from before the input moved, if none is known since; else null
 * @param estimate the estimate without labels for the newest images; null if there is none
 */
public record Evidence(
        Floor floor,
        @Nullable Double training,
        Recent recent,
        boolean moved,
        @Nullable Reading before,
        @Nullable AccuracyEstimate estimate) {

    /** The least accuracy that the operator accepts; null if it depends on a figure that does not exist. */
    @Nullable
    Double least() {
        return floor.of(training);
    }
}
