package dev.pentimento.statistics.drift.measures;

/**
 * One distance of a window's images from the reference. Measures only describe; the detector raises alarms.
 *
 * @param name such as {@code mean_shift_cosine}
 * @param value 0: none
 * @param threshold 99 % quantile for windows of this size without drift
 */
public record DriftMeasure(String name, double value, double threshold) {
    public boolean exceeded() {
        return value > threshold;
    }
}
