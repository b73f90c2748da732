package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A text file with one image per line: {@code path<TAB>label<TAB>source}. Label and source may be omitted or empty; the
 * path is absolute, or relative to the list's folder.
 */
final class ListReader {
    private final ReadingReport report;

    ListReader(ReadingReport report) {
        this.report = report;
    }

    ImageDataset read(String name, Path list) {
        Path folder = list.toAbsolutePath().getParent();
        List<Example> examples = new ArrayList<>();
        TreeSet<String> classes = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        List<ListLine> lines = ListLine.read(list);
        for (ListLine line : lines) {
            String[] columns = line.text().split("\t", -1);
            if (columns.length > 3) {
                throw line.problem("has " + columns.length + " columns, expected path<TAB>label<TAB>source");
            }
            String path = columns[0].strip();
            Path file = folder == null ? Path.of(path) : folder.resolve(path);
            if (path.isEmpty()) {
                throw line.problem("has no path");
            }
            if (!Files.isRegularFile(file)) {
                missing.add("line " + line.number() + ": " + file);
                continue;
            }
            String label = column(columns, 1);
            if (label != null) {
                classes.add(label);
            }
            examples.add(new Example(path, new FileContent(file), label, column(columns, 2)));
        }
        report.requireNone(missing, lines.size(), list);
        return ImageDataset.of(name, List.copyOf(classes), examples);
    }

    private static @Nullable String column(String[] columns, int index) {
        return columns.length <= index || columns[index].isBlank() ? null : columns[index].strip();
    }
}
