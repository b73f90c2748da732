package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.DatasetException;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images with class numbers, as in IDX and NumPy files.
 *
 * @param labels one unsigned byte per image; empty if the labels are unknown
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LabelledPixels(PixelArray images, byte @Nullable [] labels) {

    /** @param names what the numbers stand for; where none are given, a class is called by its number */
    static ImageDataset dataset(String name, LabelledPixels pixels, @Nullable List<String> names) {
        List<String> classes = classes(name, List.of(pixels), names);
        return ImageDataset.of(name, classes, pixels.examples("", classes));
    }

    /** @param names what the numbers stand for; where none are given, a class is called by its number */
    static ImageDataset dataset(String name, Map<Split, LabelledPixels> splits, @Nullable List<String> names) {
        List<String> classes = classes(name, List.copyOf(splits.values()), names);
        Map<Split, List<Example>> examples = new EnumMap<>(Split.class);
        splits.forEach((split, pixels) -> examples.put(split, pixels.examples(split.folder() + "/", classes)));
        return ImageDataset.ofSplits(name, classes, examples);
    }

    private static List<String> classes(String name, List<LabelledPixels> all, @Nullable List<String> names) {
        int count = all.stream().mapToInt(LabelledPixels::largestLabel).max().orElse(-1) + 1;
        if (names == null) {
            return IntStream.range(0, count).mapToObj(Integer::toString).toList();
        }
        if (count > names.size()) {
            throw new DatasetException(name + " has the label " + (count - 1) + ", but only " + names.size()
                    + " classes are known: " + names);
        }
        return names;
    }

    private int largestLabel() {
        int largest = -1;
        for (byte label : labels == null ? new byte[0] : labels) {
            largest = Math.max(largest, label & 0xff);
        }
        return largest;
    }

    private List<Example> examples(String prefix, List<String> classes) {
        List<Example> examples = new ArrayList<>(images.count());
        for (int i = 0; i < images.count(); i++) {
            String label = labels == null ? null : classes.get(labels[i] & 0xff);
            examples.add(new Example(String.format("%s%05d", prefix, i), images.image(i), label, null));
        }
        return examples;
    }
}
