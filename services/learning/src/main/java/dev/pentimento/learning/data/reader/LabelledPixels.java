package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images with class numbers, as in IDX and NumPy files.
 *
 * @param labels one number per image; empty if the labels are unknown
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LabelledPixels(PixelArray images, int @Nullable [] labels) {

    /** @param names what the numbers stand for; where none are given, a class is called by its number */
    static ImageDataset dataset(String name, LabelledPixels pixels, @Nullable List<String> names) {
        Map<Integer, String> classes = classes(name, List.of(pixels), names);
        return ImageDataset.of(name, List.copyOf(classes.values()), pixels.examples("", classes));
    }

    /** @param names what the numbers stand for; where none are given, a class is called by its number */
    static ImageDataset dataset(String name, Map<Split, LabelledPixels> splits, @Nullable List<String> names) {
        Map<Integer, String> classes = classes(name, List.copyOf(splits.values()), names);
        Map<Split, List<Example>> examples = new EnumMap<>(Split.class);
        splits.forEach((split, pixels) -> examples.put(split, pixels.examples(split.folder() + "/", classes)));
        return ImageDataset.ofSplits(name, List.copyOf(classes.values()), examples);
    }

    /** Numbers may start at any number and have gaps: a class is a number that occurs. */
    private static Map<Integer, String> classes(String name, List<LabelledPixels> all, @Nullable List<String> names) {
        Map<Integer, String> classes = new TreeMap<>();
        if (names != null) {
            names.forEach(each -> classes.put(classes.size(), each));
        }
        all.stream().flatMapToInt(LabelledPixels::numbers).distinct().forEach(number -> {
            if (names == null) {
                classes.put(number, Integer.toString(number));
            } else if (!classes.containsKey(number)) {
                throw new DatasetException(name + " has the label " + number + ", but only " + names.size()
                        + " classes are known: " + names);
            }
        });
        return classes;
    }

    private IntStream numbers() {
        return labels == null ? IntStream.empty() : IntStream.of(labels);
    }

    private List<Example> examples(String prefix, Map<Integer, String> classes) {
        List<Example> examples = new ArrayList<>(images.count());
        for (int i = 0; i < images.count(); i++) {
            String label = labels == null ? null : classes.get(labels[i]);
            examples.add(new Example(String.format(Locale.ROOT, "%s%05d", prefix, i), images.image(i), label, null));
        }
        return examples;
    }
}
