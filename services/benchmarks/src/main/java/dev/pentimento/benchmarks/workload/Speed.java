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

    /** Processors that it got; fewer than the machine has, if other work took them. */
    public double processors() {
        return (double) cpuNanos / nanos;
    }

    /** Meaningful on a machine that does other work, too. */
    public double cpuMicrosPerImage() {
        return cpuNanos / 1e3 / images;
    }
}
