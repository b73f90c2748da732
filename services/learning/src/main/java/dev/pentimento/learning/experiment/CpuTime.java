package dev.pentimento.learning.experiment;

import java.lang.management.ManagementFactory;

/** Processor time of the calling thread: other threads and waiting do not count, on a busy machine neither. */
final class CpuTime {
    private CpuTime() {}

    /** Seconds so far; not a number where the platform does not measure it. */
    static double seconds() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() / 1e9 : Double.NaN;
    }
}
