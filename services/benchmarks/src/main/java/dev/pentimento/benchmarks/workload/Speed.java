package dev.pentimento.benchmarks.workload;

/**
 * How fast images were processed.
 *
 * @param images their number
 * @param nanos wall-clock time
 * @param cpuNanos processor time of the process
 */
public record Speed(double images, long nanos, long cpuNanos) {
    public double imagesPerSecond() {
        return images * 1e9 / nanos;
    }

    /** Meaningful on a machine that does other work, too. */
    public double cpuMicrosPerImage() {
        return cpuNanos / 1e3 / images;
    }
}
