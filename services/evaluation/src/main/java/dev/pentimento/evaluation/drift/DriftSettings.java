package dev.pentimento.evaluation.drift;

import dev.pentimento.evaluation.state.WindowSettings;
import dev.pentimento.events.Slice;

/**
 * Settings of drift.
 *
 * @param runLength promised mean number of images between false alarms
 */
public record DriftSettings(WindowSettings windows, long runLength) {
    /** A slice of one source among many gets its share of the false alarms that all of them may give. */
    double runLength(Slice slice) {
        return (double) runLength * (slice.isAll() ? 1 : windows.slices());
    }
}
