package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.harm.HarmSettings;
import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.Slice;

/**
 * Settings for drift.
 *
 * @param runLength promised mean number of images between false alarms
 * @param harm of the alarm of harm
 */
public record DriftSettings(WindowSettings windows, long runLength, HarmSettings harm) {
    /** The slice of a source gets its share of the false alarms that all sources together may raise. */
    double runLength(Slice slice) {
        return (double) runLength * (slice.isAll() ? 1 : windows.slices());
    }
}
