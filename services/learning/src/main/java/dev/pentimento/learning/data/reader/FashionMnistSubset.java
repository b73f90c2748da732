package dev.pentimento.learning.data.reader;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * 17,500 images of Fashion-MNIST (28 x 28, grey, ten classes) included in this software, in four disjoint parts. They
 * are in random order, so the parts are equivalent samples.
 */
public final class FashionMnistSubset {
    /** The name by which {@code Datasets.open} knows it. */
    public static final String NAME = "fashion-mnist-subset";

    static final List<String> CLASSES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final String FOLDER = "fashion-mnist/";
    private static final String IMAGES = FOLDER + "train-images-idx3-ubyte.gz";
    private static final String LABELS = FOLDER + "train-labels-idx1-ubyte.gz";
    private static final int CORRECTION_FROM = 6_000;
    private static final int HELD_OUT_FROM = 7_500;
    private static final int STREAM_FROM = 9_500;

    private final List<Example> examples;

    private FashionMnistSubset(List<Example> examples) {
        this.examples = examples;
    }

    /** Reads the subset from the class path. It takes about 14 MB of memory as long as one of its images is in use. */
    public static FashionMnistSubset load() {
        PixelArray images = read(IMAGES).images(IMAGES);
        int[] labels = read(LABELS).labels(LABELS, images.count());
        List<Example> examples = new ArrayList<>(images.count());
        for (int i = 0; i < images.count(); i++) {
            String id = String.format(Locale.ROOT, "fashion-%05d", i);
            examples.add(new Example(id, images.image(i), CLASSES.get(labels[i]), null));
        }
        return new FashionMnistSubset(List.copyOf(examples));
    }

    private static IdxFile read(String resource) {
        try (InputStream input = FashionMnistSubset.class.getResourceAsStream(resource)) {
            if (input == null) {
                throw new IllegalStateException("missing from the class path: " + resource);
            }
            return IdxFile.read(resource, input, ArrayStore.inMemory());
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** 6,000 images for training the encoder and the classifier. */
    public ImageDataset learning() {
        return part("learning", 0, CORRECTION_FROM);
    }

    /** 1,500 images for training the correction. */
    public ImageDataset correction() {
        return part("correction", CORRECTION_FROM, HELD_OUT_FROM);
    }

    /** 2,000 images for validation and for the drift reference. */
    public ImageDataset heldOut() {
        return part("held out", HELD_OUT_FROM, STREAM_FROM);
    }

    /** 8,000 images for streaming, not used for training. */
    public ImageDataset stream() {
        return part("stream", STREAM_FROM, examples.size());
    }

    /** All of it: {@link #learning} and {@link #correction} to train, {@link #heldOut} to validate, {@link #stream} to test. */
    public ImageDataset all() {
        return ImageDataset.ofSplits(
                NAME,
                CLASSES,
                Map.of(
                        Split.TRAIN, examples.subList(0, HELD_OUT_FROM),
                        Split.VALIDATION, examples.subList(HELD_OUT_FROM, STREAM_FROM),
                        Split.TEST, examples.subList(STREAM_FROM, examples.size())));
    }

    private ImageDataset part(String name, int from, int to) {
        return ImageDataset.of(NAME + " (" + name + ")", CLASSES, examples.subList(from, to));
    }
}
