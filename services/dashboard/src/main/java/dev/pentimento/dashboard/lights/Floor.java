package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.quality.Measure;
import org.jspecify.annotations.Nullable;

/**
 * The least accuracy that the operator accepts.
 *
 * @param value from 0 to 1, an accuracy; below 0, the difference from the version's figure at training
 * @param measure the figure that is compared
 */
public record Floor(double value, Measure measure) {
    /** At most 5 points below training. */
    public static final Floor USUAL = new Floor(-0.05, Measure.ACCURACY);

    /**
     * @param training the version's figure at training; null if it has none
     * @return 0 to 1; null if the floor depends on a figure that does not exist
     */
    public @Nullable Double of(@Nullable Double training) {
        if (value >= 0) {
            return value;
        }
        return training == null ? null : Math.max(0, training + value);
    }
}
