package dev.pentimento.it.soak;

import dev.pentimento.it.hostile.Footprint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What this process and its folders take. */
public final class Usage {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double MEBIBYTE = 1 << 20;

    private Usage() {}

    /**
     * Figures by name. The heap is measured after full collections. Memory outside of it is what the system counts as
     * resident and not backed by a file (RssAnon of Linux), less the heap that is committed: that is right if the whole heap
     * is touched at the start (-Xms as -Xmx, -XX:+AlwaysPreTouch).
     */
    public static Map<String, Double> now() {
        Footprint held = Footprint.now();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
        return new TreeMap<>(Map.of(
                "heap after GC, MB",
                held.heapBytes() / MEBIBYTE,
                "memory outside the heap, MB",
                (residentBytes() - heap) / MEBIBYTE,
                "threads",
                (double) held.threads(),
                "open files and sockets",
                (double) held.handles()));
    }

    private static long residentBytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("only Linux says how much memory is resident", e);
        }
    }

    /** Megabytes of the files below a folder, of which some come and go meanwhile. */
    public static double megabytes(Path folder) {
        return bytes(folder) / MEBIBYTE;
    }

    private static long bytes(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return Files.size(path);
            }
            long bytes = 0;
            try (Stream<Path> children = Files.list(path)) {
                for (Path child : (Iterable<Path>) children::iterator) {
                    bytes += bytes(child);
                }
            }
            return bytes;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
