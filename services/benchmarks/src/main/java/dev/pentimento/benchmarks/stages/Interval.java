package dev.pentimento.benchmarks.stages;

import dev.pentimento.benchmarks.Figures;
import dev.pentimento.benchmarks.Unit;
import java.util.Map;

/**
 * An interval of the stream.
 *
 * @param images number of images in it
 */
record Interval(ThreadTimes begin, ThreadTimes end, long images) {
    private static final double NANOS_PER_MICRO = 1e3;

    /** Adds the processor time of every part. */
    void addParts(Figures.Builder figures) {
        Map<Part, Long> parts = end.since(begin);
        parts.forEach((part, nanos) -> add("system: " + part.title(), nanos, figures));
        addMachine("system: ", figures);
        long named = sum(parts) + sum(end.machineSince(begin));
        String rest = MachinePart.measurable()
                ? "system: other native threads, and threads that have ended"
                : "system: compiler, garbage collector, other native threads";
        add(rest, process() - named, figures);
        addAll("system: ", figures);
    }

    /** Adds the processor time of the parts of the virtual machine. */
    void addMachine(String title, Figures.Builder figures) {
        end.machineSince(begin).forEach((part, nanos) -> add(title + part.title(), nanos, figures));
    }

    void addAll(String title, Figures.Builder figures) {
        figures.add(title + "all", Unit.CPU_MICROS_PER_IMAGE, microsPerImage());
    }

    double microsPerImage() {
        return process() / NANOS_PER_MICRO / images;
    }

    private long process() {
        return end.process() - begin.process();
    }

    private static long sum(Map<?, Long> parts) {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    private void add(String name, long nanos, Figures.Builder figures) {
        figures.add(name, Unit.CPU_MICROS_PER_IMAGE, nanos / NANOS_PER_MICRO / images);
    }
}
