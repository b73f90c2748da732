package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.workload.ProcessorTime;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of every thread at one moment.
 *
 * @param threads by the thread's id
 * @param process of the whole process, with the threads of the compiler and the garbage collector
 */
record ThreadTimes(Map<Long, Time> threads, long process) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Processor time of a thread. */
    record Time(String name, long nanos) {}

    static ThreadTimes now() {
        Map<Long, Time> times = new HashMap<>();
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (thread != null) {
                times.put(
                        thread.getThreadId(),
                        new Time(thread.getThreadName(), THREADS.getThreadCpuTime(thread.getThreadId())));
            }
        }
        return new ThreadTimes(times, ProcessorTime.nanos());
    }

    /** Processor time of each part since an earlier moment. Threads that have ended meanwhile are not in it. */
    Map<Part, Long> since(ThreadTimes before) {
        Map<Part, Long> parts = new EnumMap<>(Part.class);
        threads.forEach((id, time) -> {
            Time earlier = before.threads.get(id);
            parts.merge(Part.of(time.name()), time.nanos() - (earlier == null ? 0 : earlier.nanos()), Long::sum);
        });
        return parts;
    }
}
