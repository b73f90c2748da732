package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with the columns {@code path}, and optionally {@code label}, {@code split}, {@code id} and {@code source},
 * in any order. Other columns are ignored. The path is absolute, or relative to the list's folder; without an id, it is
 * the id.
 */
final class CsvReader {
    private static final String PATH = "path";
    private static final String LABEL = "label";
    private static final String SPLIT = "split";
    private static final String ID = "id";
    private static final String SOURCE = "source";
    private static final List<String> COLUMNS = List.of(PATH, LABEL, SPLIT, ID, SOURCE);

    private final ReadingReport report;
    private final List<String> missing = new ArrayList<>();
    private final TreeSet<String> classes = new TreeSet<>();
    private final Map<Split, List<Example>> splits = new EnumMap<>(Split.class);
    private final List<Example> withoutSplit = new ArrayList<>();

    CsvReader(ReadingReport report) {
        this.report = report;
    }

    static boolean hasHeader(Path file) {
        return CsvTable.of(file).columns().contains(PATH);
    }

    ImageDataset read(String name, Path list) {
        CsvTable table = CsvTable.of(list);
        if (!table.columns().contains(PATH)) {
            throw new DatasetException(list + " has no column \"path\" in its first line, \"" + table.header()
                    + "\"; expected a header with path, and optionally label, split, id, source");
        }
        List<String> ignored =
                table.columns().stream().filter(each -> !COLUMNS.contains(each)).toList();
        if (!ignored.isEmpty()) {
            report.note("the columns " + ignored + " of " + list + " are not used");
        }
        Path folder = Optional.ofNullable(list.toAbsolutePath().getParent()).orElseThrow();
        int rows = table.read(row -> add(row, folder));
        if (rows == 0) {
            throw new DatasetException(list + " has a header but no image");
        }
        report.requireNone(missing, rows, list);
        if (splits.isEmpty()) {
            return ImageDataset.of(name, List.copyOf(classes), withoutSplit);
        }
        if (!withoutSplit.isEmpty()) {
            throw new DatasetException(list + " has no split for "
                    + withoutSplit.get(0).id() + ", but for other images; give all a split, or none");
        }
        return ImageDataset.ofSplits(name, List.copyOf(classes), splits);
    }

    private void add(CsvTable.Row row, Path folder) {
        String path = row.get(PATH);
        if (path == null) {
            throw row.problem("there is no path");
        }
        Split split = split(row);
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            missing.add("row " + row.number() + ": " + file);
            return;
        }
        String label = row.get(LABEL);
        if (label != null) {
            classes.add(label);
        }
        String id = Objects.requireNonNullElse(row.get(ID), path);
        Example example = new Example(id, new FileContent(file), label, row.get(SOURCE));
        (split == null ? withoutSplit : splits.computeIfAbsent(split, each -> new ArrayList<>())).add(example);
    }

    private static @Nullable Split split(CsvTable.Row row) {
        String name = row.get(SPLIT);
        return name == null
                ? null
                : Split.named(name)
                        .orElseThrow(() -> row.problem("the split is \"" + name + "\", expected train, val or test"));
    }
}
