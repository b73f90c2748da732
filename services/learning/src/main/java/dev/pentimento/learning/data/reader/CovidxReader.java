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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list files of COVIDx (Wang, Lin, Wong: COVID-Net, Scientific Reports 10:19549, 2020): {@code train.txt}, {@code
 * val.txt}, {@code test.txt} (or {@code train_COVIDx9A.txt} and the like), on each line {@code patientid filename class
 * source}. The images are next to the lists, in {@code SPLIT/CLASS/}, {@code SPLIT/}, {@code CLASS/} or the same
 * folder.
 */
final class CovidxReader {
    private static final Pattern ENTRY = Pattern.compile("\\S+ +(\\S.*\\.\\w+)( +\\S+){1,2}");

    private final ReadingReport report;
    private final List<String> missing = new ArrayList<>();

    CovidxReader(ReadingReport report) {
        this.report = report;
    }

    /** The lists of a folder. A text with the name of a list, such as a stray {@code test.txt}, is not one. */
    static List<Path> listFiles(Path folder) {
        return Folders.files(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(".txt"))
                .filter(file -> Split.named(file.getFileName().toString()).isPresent())
                .filter(CovidxReader::isList)
                .toList();
    }

    /** Whether the first line names an image. */
    static boolean isList(Path file) {
        Matcher entry = ENTRY.matcher(ListLine.first(file));
        return entry.matches() && Folders.isImage(Path.of(entry.group(1)));
    }

    /** One list file, or a folder with one file per split. */
    ImageDataset read(String name, Path path) {
        TreeSet<String> classes = new TreeSet<>();
        if (!Files.isDirectory(path)) {
            Split split = Split.named(path.getFileName().toString()).orElse(null);
            List<Example> examples = examples(path, split, classes);
            report.requireNone(missing, examples.size() + missing.size(), path);
            return ImageDataset.of(name, List.copyOf(classes), examples);
        }
        Map<Split, List<Example>> splits = new EnumMap<>(Split.class);
        for (Path list : listFiles(path)) {
            Split split = Split.named(list.getFileName().toString()).orElseThrow();
            if (splits.put(split, examples(list, split, classes)) != null) {
                throw new DatasetException(list + ": its folder contains a second list for the same split");
            }
        }
        if (splits.isEmpty()) {
            throw new DatasetException(path + " contains no list; expected train.txt, val.txt or test.txt");
        }
        int found = splits.values().stream().mapToInt(List::size).sum();
        report.requireNone(missing, found + missing.size(), path);
        return ImageDataset.ofSplits(name, List.copyOf(classes), splits);
    }

    private List<Example> examples(Path list, @Nullable Split split, Set<String> classes) {
        List<Example> examples = new ArrayList<>();
        for (ListLine line : ListLine.read(list)) {
            Entry entry = Entry.parse(line);
            List<Path> places = places(line, split, entry);
            Path file = places.stream().filter(Files::isRegularFile).findFirst().orElse(null);
            if (file == null) {
                missing.add(list.getFileName() + ", line " + line.number() + ": " + entry.file + ", looked for in "
                        + places.stream().map(Path::getParent).toList());
                continue;
            }
            classes.add(entry.label);
            String id = split == null ? entry.file : split.folder() + "/" + entry.file;
            examples.add(new Example(id, new FileContent(file), entry.label, entry.source));
        }
        return examples;
    }

    private static List<Path> places(ListLine line, @Nullable Split split, Entry entry) {
        Path root =
                Optional.ofNullable(line.file().toAbsolutePath().getParent()).orElseThrow();
        Stream<String> folders = split == null
                ? Stream.of(entry.label, "")
                : Stream.of(split.folder() + "/" + entry.label, split.folder(), entry.label, "");
        return folders.map(folder -> root.resolve(folder).resolve(entry.file)).toList();
    }

    /** The patient is not used. File names may contain spaces, the other columns may not. */
    private record Entry(
            String file, String label, @Nullable String source) {
        static Entry parse(ListLine line) {
            String[] columns = line.text().strip().split(" +");
            int last = columns.length - 1;
            if (last < 2) {
                throw line.problem("\"" + line.text() + "\", expected: patientid filename class source");
            }
            if (last == 2) {
                return new Entry(columns[1], columns[2], null);
            }
            String file = String.join(" ", List.of(columns).subList(1, last - 1));
            return new Entry(file, columns[last - 1], columns[last]);
        }
    }
}
