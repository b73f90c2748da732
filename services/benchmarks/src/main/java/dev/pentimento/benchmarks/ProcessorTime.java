package dev.pentimento.benchmarks;

import java.lang.management.ManagementFactory;

/** Processor time of this process. */
public final class ProcessorTime {
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

    private ProcessorTime() {}

    /** User and system, of all threads, compiler and garbage collector included, in nanoseconds. */
    public static long nanos() {
        return PROCESS.getProcessCpuTime();
    }
}
