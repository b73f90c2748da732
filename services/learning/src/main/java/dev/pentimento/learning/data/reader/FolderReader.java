package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Image files in folders: one folder per class, optionally inside folders {@code train}, {@code val} and {@code test}.
 * Images outside the class folders have no label. Where the folders could mean something else, they are refused, unless
 * the {@link Layout} says what they mean.
 */
final class FolderReader {
    /** What the folders mean. */
    enum Layout {
        /** Splits if all folders have the names of splits, classes if none has. A class folder contains no folder. */
        BY_NAME,
        /** Each folder is a class, with everything below it. */
        CLASSES,
        /** Each folder with the name of a split contains class folders, with everything below them. */
        SPLITS
    }

    private final Layout layout;

    FolderReader(Layout layout) {
        this.layout = layout;
    }

    ImageDataset read(String name, Path root, ReadingReport report) {
        ImageFolder tree = Folders.read(root, report);
        if (!tree.hasImages()) {
            throw DatasetFormat.unknown(root, report);
        }
        Map<Split, ImageFolder> splits = layout == Layout.CLASSES ? Map.of() : splits(tree, report);
        if (splits.isEmpty()) {
            return ImageDataset.of(name, classes(List.of(tree)), examples(root, tree));
        }
        Map<Split, List<Example>> examples = new EnumMap<>(Split.class);
        splits.forEach((split, folder) -> examples.put(split, examples(root, folder)));
        return ImageDataset.ofSplits(name, classes(List.copyOf(splits.values())), examples);
    }

    private Map<Split, ImageFolder> splits(ImageFolder root, ReadingReport report) {
        Map<Split, ImageFolder> splits = new EnumMap<>(Split.class);
        List<ImageFolder> others = new ArrayList<>();
        for (ImageFolder folder : root.foldersWithImages()) {
            Split split = Split.named(folder.name()).orElse(null);
            if (split == null) {
                others.add(folder);
            } else if (splits.put(split, folder) != null) {
                throw new DatasetException(root.path() + " has two folders for one split; the second is "
                        + folder.path() + "; if each folder is a class, give classes:" + root.path());
            }
        }
        if (layout == Layout.SPLITS && splits.isEmpty()) {
            throw new DatasetException(root.path() + " has no folder train, val or test with images");
        }
        if (layout == Layout.BY_NAME && !splits.isEmpty() && !others.isEmpty()) {
            throw new DatasetException(root.path() + " has " + quoted(splits.values().stream())
                    + ", the names of splits, and beside them " + quoted(others.stream()) + "; give splits:"
                    + root.path() + " to leave the others out, or classes:" + root.path()
                    + " if each folder is a class");
        }
        if (!splits.isEmpty()) {
            root.images().forEach(file -> report.leaveOut("beside the splits", file));
            others.forEach(folder -> report.leaveOut("beside the splits", folder.path()));
        }
        return splits;
    }

    private static String quoted(Stream<ImageFolder> folders) {
        return folders.map(folder -> '"' + folder.name() + '"').collect(Collectors.joining(", "));
    }

    private static List<String> classes(List<ImageFolder> parents) {
        TreeSet<String> classes = new TreeSet<>();
        parents.forEach(parent -> parent.folders().forEach(folder -> classes.add(folder.name())));
        return List.copyOf(classes);
    }

    private List<Example> examples(Path root, ImageFolder parent) {
        List<Example> examples = new ArrayList<>();
        parent.images().forEach(file -> examples.add(example(root, file, null)));
        for (ImageFolder folder : parent.folders()) {
            if (layout == Layout.BY_NAME) {
                requireNoFolders(root, parent, folder);
            }
            folder.imagesBelow().forEach(file -> examples.add(example(root, file, folder.name())));
        }
        return examples;
    }

    private static void requireNoFolders(Path root, ImageFolder parent, ImageFolder folder) {
        List<ImageFolder> deeper = folder.foldersWithImages();
        if (deeper.isEmpty()) {
            return;
        }
        boolean splits =
                deeper.stream().anyMatch(each -> Split.named(each.name()).isPresent());
        String layout = (parent.path().equals(root) ? "classes:" : "splits:") + root;
        throw new DatasetException(folder.path() + " contains images in further folders, " + quoted(deeper.stream())
                + (splits ? "; if these are the splits, give the path " + folder.path() : "")
                + "; if they all belong to the class \"" + folder.name() + "\", give " + layout
                + (splits ? "" : "; if each is a class, give the path of a folder that contains them all directly"));
    }

    private static Example example(Path root, Path file, @Nullable String label) {
        return new Example(Folders.relative(root, file), new FileContent(file), label, null);
    }
}
