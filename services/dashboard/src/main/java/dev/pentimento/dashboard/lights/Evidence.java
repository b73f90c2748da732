package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.quality.Reading;
import dev.pentimento.dashboard.quality.Recent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known about whether the champion is right.
 *
 * @param floor what the operator accepts
 * @param training the champion's figure at training; null if it has none
 * @param recent its latest labelled images; if the input has moved, only those since then
 * @param moved whether a drift alarm over all images is open
 * @param alarm whether any drift alarm is open, be it of one source
 * @param before its last labelled images from before the input moved, if none is known since; else null
 * @param withoutLabels what the newest window tells without labels
 * @param quiet time since the end of the newest window with an image; zero without images or if it has not ended
 */
public record Evidence(
        Floor floor,
        @Nullable Double training,
        Recent recent,
        boolean moved,
        boolean alarm,
        @Nullable Reading before,
        WithoutLabels withoutLabels,
        Duration quiet) {

    /** The least accuracy that the operator accepts; null if it depends on a figure that does not exist. */
    @Nullable
    Double least() {
        return floor.of(training);
    }
}
