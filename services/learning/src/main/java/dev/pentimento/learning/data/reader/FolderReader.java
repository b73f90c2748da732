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
import org.jspecify.annotations.Nullable;

/**
 * Image files in folders: one folder per class, optionally inside folders {@code train}, {@code val} and {@code test}.
 * Images outside the class folders have no label.
 */
final class FolderReader {
    ImageDataset read(String name, Path root) {
        Map<Split, Path> splits = splits(root);
        if (splits.isEmpty()) {
            List<Example> examples = examples(root, root);
            return ImageDataset.of(name, classes(List.of(root)), requireImages(root, examples));
        }
        Map<Split, List<Example>> examples = new EnumMap<>(Split.class);
        splits.forEach((split, folder) -> examples.put(split, requireImages(folder, examples(root, folder))));
        return ImageDataset.ofSplits(name, classes(List.copyOf(splits.values())), examples);
    }

    private static Map<Split, Path> splits(Path root) {
        Map<Split, Path> splits = new EnumMap<>(Split.class);
        for (Path folder : Folders.folders(root)) {
            Split split = Split.named(folder.getFileName().toString()).orElse(null);
            if (split == null) {
                return Map.of();
            }
            if (splits.put(split, folder) != null) {
                throw new DatasetException(root + " has two folders for one split; the second is " + folder);
            }
        }
        return splits;
    }

    private static List<String> classes(List<Path> folders) {
        TreeSet<String> classes = new TreeSet<>();
        for (Path folder : folders) {
            Folders.folders(folder)
                    .forEach(each -> classes.add(each.getFileName().toString()));
        }
        return List.copyOf(classes);
    }

    private static List<Example> examples(Path root, Path folder) {
        List<Example> examples = new ArrayList<>();
        Folders.images(folder).forEach(file -> examples.add(example(root, file, null)));
        for (Path each : Folders.folders(folder)) {
            String label = each.getFileName().toString();
            Folders.imagesBelow(each).forEach(file -> examples.add(example(root, file, label)));
        }
        return examples;
    }

    private static Example example(Path root, Path file, @Nullable String label) {
        return new Example(Folders.relative(root, file), new FileContent(file), label, null);
    }

    private static List<Example> requireImages(Path folder, List<Example> examples) {
        if (examples.isEmpty()) {
            throw new DatasetException(
                    folder + " contains no image; expected .png, .jpg, .gif or .bmp files in one folder per class");
        }
        return examples;
    }
}
