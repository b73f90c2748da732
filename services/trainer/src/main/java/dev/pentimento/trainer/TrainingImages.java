package dev.pentimento.trainer;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.models.Artifacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a first version is learned from: three sets of labelled images that have none in common.
 *
 * @param input what the encoder shall take
 * @param train for encoder and classifier
 * @param correction for the correction
 * @param heldOut for the figures and as the reference of drift
 */
public record TrainingImages(ImageShape input, ImageDataset train, ImageDataset correction, ImageDataset heldOut) {
    /** Each window of quality holds a confusion matrix of each arm: about a megabyte for so many classes. */
    public static final int MOST_CLASSES = 1_000;

    /** Percent for the correction and held out, of a data set that says nothing of its parts. */
    private static final int CORRECTION = 15;

    private static final int HELD_OUT = 20;
    /** Percent that show what networks know that are there already. */
    private static final int KNOWN = 20;

    private static final int KNOWN_OF_SPLIT = 25;

    /** @throws IllegalArgumentException if the parts differ in their classes, or these are too many */
    public TrainingImages {
        if (train.classes().size() > MOST_CLASSES) {
            throw new IllegalArgumentException(
                    train.name() + " has " + train.classes().size() + " classes; " + MOST_CLASSES + " are the most");
        }
        if (!train.classes().equals(correction.classes()) || !train.classes().equals(heldOut.classes())) {
            throw new IllegalArgumentException("the parts differ in their classes: " + train.classes() + ", "
                    + correction.classes() + " and " + heldOut.classes());
        }
    }

    /**
     * Divides a data set, at random but by the seed, each class in the same shares. With a split for training and one for
     * validation, the correction's images are 20 of 100 of the first, and the second is held out; else 65 of 100 are for
     * the networks, 15 for the correction, 20 held out, of the split for training if there is one, of all if there is
     * none. A split for testing is left alone. Images without a label are left out.
     *
     * <p>Images are divided one by one: where several are of one patient or one scene, splits of the data set's own keep
     * them apart, this does not.
     */
    public static TrainingImages of(ImageDataset dataset, ImageShape input, long seed) {
        ImageDataset train = dataset.split(Split.TRAIN).orElse(dataset).labelled();
        Optional<ImageDataset> validation = dataset.split(Split.VALIDATION).map(ImageDataset::labelled);
        if (validation.isPresent()) {
            List<ImageDataset> parts = divide(train, seed, 100 - HELD_OUT, HELD_OUT);
            return new TrainingImages(input, parts.get(0), parts.get(1), validation.get());
        }
        List<ImageDataset> parts = divide(train, seed, 100 - CORRECTION - HELD_OUT, CORRECTION, HELD_OUT);
        return new TrainingImages(input, parts.get(0), parts.get(1), parts.get(2));
    }

    /**
     * The same for networks that are there already, so that the correction has most of the images: 20 of 100 show what
     * the networks know, 60 are for the correction, 20 held out; with a split for validation, 25 and 75 of the other.
     */
    public static TrainingImages forCorrection(ImageDataset dataset, ImageShape input, long seed) {
        ImageDataset train = dataset.split(Split.TRAIN).orElse(dataset).labelled();
        Optional<ImageDataset> validation = dataset.split(Split.VALIDATION).map(ImageDataset::labelled);
        if (validation.isPresent()) {
            List<ImageDataset> parts = divide(train, seed, KNOWN_OF_SPLIT, 100 - KNOWN_OF_SPLIT);
            return new TrainingImages(input, parts.get(0), parts.get(1), validation.get());
        }
        List<ImageDataset> parts = divide(train, seed, KNOWN, 100 - KNOWN - HELD_OUT, HELD_OUT);
        return new TrainingImages(input, parts.get(0), parts.get(1), parts.get(2));
    }

    /** Of all three parts. */
    String fingerprint() {
        String parts = String.join("\n", train.fingerprint(), correction.fingerprint(), heldOut.fingerprint());
        return Artifacts.sha256(parts.getBytes(StandardCharsets.UTF_8));
    }

    /** Each class by itself: its first images in the random order go to the first part, and so on. */
    private static List<ImageDataset> divide(ImageDataset dataset, long seed, int... percent) {
        Map<String, List<Example>> byClass = new LinkedHashMap<>();
        for (Example example : dataset.shuffled(seed).examples()) {
            byClass.computeIfAbsent(String.valueOf(example.label()), none -> new ArrayList<>())
                    .add(example);
        }
        List<ImageDataset> parts = new ArrayList<>();
        int below = 0;
        for (int share : percent) {
            List<Example> part = new ArrayList<>();
            for (List<Example> ofClass : byClass.values()) {
                part.addAll(ofClass.subList((int) ((long) ofClass.size() * below / 100), (int)
                        ((long) ofClass.size() * (below + share) / 100)));
            }
            parts.add(ImageDataset.of(dataset.name(), dataset.classes(), part));
            below += share;
        }
        return parts;
    }
}
