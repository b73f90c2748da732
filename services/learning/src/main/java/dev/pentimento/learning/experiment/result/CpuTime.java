package dev.pentimento.learning.experiment.result;

import java.lang.management.ManagementFactory;

/** CPU time of the calling thread; other threads and waiting do not count. */
public final class CpuTime {
    private CpuTime() {}

    /** Seconds so far; NaN if the platform does not measure it. */
    public static double seconds() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() / 1e9 : Double.NaN;
    }
}
