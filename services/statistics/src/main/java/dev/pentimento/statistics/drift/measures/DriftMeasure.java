package dev.pentimento.statistics.drift.measures;

/**
 * A distance between a window's images and the reference. Measures are only descriptive; the detector raises alarms.
 *
 * @param name such as {@code mean_shift_cosine}
 * @param value 0 means no distance
 * @param threshold 99 % quantile over windows of this size without drift
 */
public record DriftMeasure(String name, double value, double threshold) {
    public boolean exceeded() {
        return value > threshold;
    }
}
