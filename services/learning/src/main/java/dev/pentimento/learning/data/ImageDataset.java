package dev.pentimento.learning.data;

import dev.pentimento.learning.image.ImageDecoder;
import dev.pentimento.learning.image.file.UndecodableImageException;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** An ordered set of images with labels. Immutable; images are loaded on request. */
public final class ImageDataset {
    private final String name;
    private final List<String> classes;
    private final List<Example> examples;
    private final Map<Split, ImageDataset> splits;

    private ImageDataset(String name, List<String> classes, List<Example> examples, Map<Split, ImageDataset> splits) {
        this.name = name;
        this.classes = List.copyOf(classes);
        this.examples = List.copyOf(examples);
        this.splits = splits;
        if (new HashSet<>(classes).size() != classes.size()) {
            throw new DatasetException(name + ": a class occurs twice: " + classes);
        }
        Set<String> known = Set.copyOf(classes);
        Set<String> ids = new HashSet<>();
        for (Example example : examples) {
            if (example.label() != null && !known.contains(example.label())) {
                throw new DatasetException(name + ": " + example.id() + " has the label \"" + example.label()
                        + "\", which is not one of the classes " + classes);
            }
            if (!ids.add(example.id())) {
                throw new DatasetException(name + ": two images have the id " + example.id());
            }
        }
    }

    /** A data set without splits. */
    public static ImageDataset of(String name, List<String> classes, List<Example> examples) {
        return new ImageDataset(name, classes, examples, Map.of());
    }

    /** A data set with splits; {@link #examples()} contains those of all splits. */
    public static ImageDataset ofSplits(String name, List<String> classes, Map<Split, List<Example>> splits) {
        Map<Split, ImageDataset> parts = new EnumMap<>(Split.class);
        List<Example> all = new ArrayList<>();
        new EnumMap<>(splits).forEach((split, examples) -> {
            String partName = name + " (" + split.folder() + ")";
            parts.put(split, of(partName, classes, examples));
            all.addAll(examples);
        });
        return new ImageDataset(name, classes, all, Collections.unmodifiableMap(parts));
    }

    /** The origin of the data set: a known name, or the path. */
    public String name() {
        return name;
    }

    /** Names of the classes; a class's number is its position in this list. */
    public List<String> classes() {
        return classes;
    }

    public List<Example> examples() {
        return examples;
    }

    public int size() {
        return examples.size();
    }

    /** The splits defined by the format; empty if there are none. */
    public Map<Split, ImageDataset> splits() {
        return splits;
    }

    public Optional<ImageDataset> split(Split split) {
        return Optional.ofNullable(splits.get(split));
    }

    /** Examples {@code from} (inclusive) to {@code to} (exclusive), without splits. */
    public ImageDataset slice(int from, int to) {
        return of(name, classes, examples.subList(from, to));
    }

    /** The same examples in a random order, without splits; the same seed gives the same order. */
    public ImageDataset shuffled(long seed) {
        List<Example> order = new ArrayList<>(examples);
        Collections.shuffle(order, new Random(seed));
        return of(name, classes, order);
    }

    /** The examples that have a label, without splits. */
    public ImageDataset labelled() {
        return of(
                name,
                classes,
                examples.stream().filter(example -> example.label() != null).toList());
    }

    /**
     * The same examples, with classes numbered in another order.
     *
     * @param order every class of the examples' labels, and possibly others
     * @throws DatasetException naming an image whose class is not among them
     */
    public ImageDataset withClasses(List<String> order) {
        Map<Split, List<Example>> parts = new EnumMap<>(Split.class);
        splits.forEach((split, part) -> parts.put(split, part.examples));
        return parts.isEmpty() ? of(name, order, examples) : ofSplits(name, order, parts);
    }

    /**
     * The class number of each example.
     *
     * @throws DatasetException if one has no label
     */
    public int[] labels() {
        Map<String, Integer> numbers = new HashMap<>();
        for (String each : classes) {
            numbers.put(each, numbers.size());
        }
        int[] labels = new int[examples.size()];
        for (int i = 0; i < labels.length; i++) {
            Example example = examples.get(i);
            if (example.label() == null) {
                throw new DatasetException(name + ": " + example.id() + " has no label");
            }
            labels[i] = Objects.requireNonNull(numbers.get(example.label()));
        }
        return labels;
    }

    /**
     * Decodes every image as input for a network, on all cores.
     *
     * @return {@code size() × decoder.shape().size()} values
     * @throws DatasetException naming the first image that cannot be read or decoded
     */
    public FloatMatrix pixels(ImageDecoder decoder) {
        return pixels(decoder, IntStream.range(0, size()).toArray());
    }

    /**
     * Decodes some images as input for a network, on all cores.
     *
     * @param wanted their numbers
     * @return {@code wanted.length × decoder.shape().size()} values
     * @throws DatasetException naming the first image that cannot be read or decoded
     */
    public FloatMatrix pixels(ImageDecoder decoder, int[] wanted) {
        int columns = decoder.shape().size();
        float[] values = new float[Math.multiplyExact(wanted.length, columns)];
        IntStream.range(0, wanted.length).parallel().forEach(i -> {
            Example example = examples.get(wanted[i]);
            try {
                decoder.decode(example.content(), values, i * columns);
            } catch (UndecodableImageException e) {
                throw new DatasetException(
                        name + ": " + example.id() + " (" + example.image() + ") is " + e.getMessage(), e);
            }
        });
        return new FloatMatrix(wanted.length, columns, values);
    }

    /**
     * Checks that a classifier can be trained on this data set: every image is labelled, each class has at least two
     * images, and every split has the same classes.
     *
     * @throws DatasetException naming every problem found, each with an example image
     */
    public void requireTrainable() {
        TrainingData.check(this);
    }

    /** SHA-256 in hexadecimal over ids, labels and images in order: equal for equal data, wherever it is read. */
    public String fingerprint() {
        return Fingerprint.of(examples);
    }

    @Override
    public String toString() {
        return name + ": " + examples.size() + " images of " + classes.size() + " classes";
    }
}
