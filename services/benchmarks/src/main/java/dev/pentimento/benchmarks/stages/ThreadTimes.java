package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.ProcessorTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of every thread at one moment.
 *
 * @param threads threads of Java, by the thread's id
 * @param machine threads of the virtual machine, by the system's id
 * @param process of the whole process
 */
record ThreadTimes(Map<Long, Time> threads, Map<Long, MachinePart.Time> machine, long process) {
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
        try {
            return new ThreadTimes(times, MachinePart.times(), ProcessorTime.nanos());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the processor time of native threads", e);
        }
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

    /** The same for the parts of the virtual machine; all of them, if they are measurable. */
    Map<MachinePart, Long> machineSince(ThreadTimes before) {
        Map<MachinePart, Long> parts = new EnumMap<>(MachinePart.class);
        machine.forEach((id, time) -> {
            MachinePart.Time earlier = before.machine.get(id);
            parts.merge(time.part(), time.nanos() - (earlier == null ? 0 : earlier.nanos()), Long::sum);
        });
        return parts;
    }
}
