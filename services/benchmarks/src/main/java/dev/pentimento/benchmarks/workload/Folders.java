package dev.pentimento.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies and deletes folders. */
public final class Folders {
    private Folders() {}

    /** Copies a folder, so that a run can change it. */
    public static void copy(Path from, Path to) throws IOException {
        for (Path each : tree(from)) {
            Files.copy(each, to.resolve(from.relativize(each).toString()));
        }
    }

    /** Deletes a folder with its content; does nothing if there is none. */
    public static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> paths =
                    tree(folder).stream().sorted(Comparator.reverseOrder()).toList();
            for (Path each : paths) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.toList();
        }
    }
}
