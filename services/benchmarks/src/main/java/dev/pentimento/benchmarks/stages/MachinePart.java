package dev.pentimento.benchmarks.stages;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A part of the Java virtual machine, recognized by the names of its native threads, which Java itself does not list. */
enum MachinePart {
    COMPILER("Java's compiler", "C[12] CompilerThre.*|JVMCI.*|Sweeper thread"),
    /** With the virtual machine's own thread, which coordinates collections, and with the serial collector does them. */
    COLLECTOR("Java's garbage collector", "GC Thread.*|G1 .*|Shenandoah.*|Z[A-Z].*|VM Thread");

    private static final Path THREADS = Path.of("/proc/self/task");

    /** Linux counts in hundredths of a second, whatever the kernel's own clock is. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final String title;
    private final Pattern threads;

    MachinePart(String title, String threads) {
        this.title = title;
        this.threads = Pattern.compile(threads);
    }

    String title() {
        return title;
    }

    /** The part that a native thread belongs to; none for threads of Java and of libraries. */
    static Optional<MachinePart> of(String thread) {
        return Arrays.stream(values())
                .filter(part -> part.threads.matcher(thread).matches())
                .findFirst();
    }

    /** Whether the system tells the times of native threads. Only Linux does. */
    static boolean measurable() {
        return Files.isDirectory(THREADS);
    }

    /** Processor time of the threads of each part that run now, by their ids; empty where it is not measurable. */
    static Map<Long, Time> times() throws IOException {
        Map<Long, Time> times = new HashMap<>();
        if (measurable()) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
                for (Path thread : threads) {
                    try {
                        time(Files.readString(thread.resolve("stat")))
                                .ifPresent(time -> times.put(
                                        Long.valueOf(thread.getFileName().toString()), time));
                    } catch (NoSuchFileException e) {
                        continue; // it has just ended
                    }
                }
            }
        }
        return times;
    }

    /** Processor time of a thread, user and system. */
    record Time(MachinePart part, long nanos) {}

    /** @param stat as proc(5) describes it; the name is in parentheses and may contain any of them */
    static Optional<Time> time(String stat) {
        int end = stat.lastIndexOf(')');
        String name = stat.substring(stat.indexOf('(') + 1, end);
        return of(name).map(part -> {
            String[] fields = stat.substring(end + 2).split(" ");
            return new Time(part, NANOS_PER_TICK * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])));
        });
    }
}
