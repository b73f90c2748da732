package dev.pentimento.trainer;

import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.data.DecodedImages;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import dev.pentimento.learning.image.ImageShape;
import dev.pentimento.platform.models.Artifacts;
import dev.pentimento.statistics.drift.DriftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images for a first version: three disjoint sets of labelled images.
 *
 * @param input size of the encoder's input
 * @param train images for encoder and classifier
 * @param correction images for the correction
 * @param heldOut images for the figures and the drift reference
 */
public record TrainingImages(ImageShape input, ImageDataset train, ImageDataset correction, ImageDataset heldOut) {
    /** Each window of quality holds a confusion matrix per arm: about a megabyte for this many classes. */
    public static final int MOST_CLASSES = 1_000;

    /** Percentages for the correction and for the held-out images, for a data set without a validation split. */
    private static final int CORRECTION = 15;

    private static final int HELD_OUT = 20;
    /** Percentages of images that measure what existing networks know. */
    private static final int KNOWN = 20;

    private static final int KNOWN_OF_SPLIT = 25;

    /** @throws IllegalArgumentException if the parts differ in their classes, or there are too many classes */
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
     * Divides a data set at random, by the seed, stratified by class. If it has a training and a validation split, 20 %
     * of the training split is for the correction, and the validation split is held out. Otherwise 65 % is for the
     * networks, 15 % for the correction and 20 % is held out, of the training split or else of all images. A test split
     * is not used, nor are images without a label. Throws IllegalArgumentException if too few are held
     * out, or too few are for the correction.
     *
     * <p>Images are divided individually. If several show the same patient or scene, only the data set's own splits
     * keep them together.
     */
    public static TrainingImages of(ImageDataset dataset, ImageShape input, long seed) {
        return of(dataset, input, seed, 100 - CORRECTION - HELD_OUT, 100 - HELD_OUT);
    }

    /**
     * The same for existing networks, where most images are for the correction: 20 % measure what the networks know, 60
     * % are for the correction, and 20 % are held out. With a validation split, which is held out, the other images are
     * divided into 25 % and 75 %.
     */
    public static TrainingImages forCorrection(ImageDataset dataset, ImageShape input, long seed) {
        return of(dataset, input, seed, KNOWN, KNOWN_OF_SPLIT);
    }

    /**
     * @param share percentage for {@code train}
     * @param shareOfSplit the same, if there is a validation split
     */
    private static TrainingImages of(ImageDataset dataset, ImageShape input, long seed, int share, int shareOfSplit) {
        ImageDataset train = dataset.split(Split.TRAIN).orElse(dataset).labelled();
        Optional<ImageDataset> validation = dataset.split(Split.VALIDATION).map(ImageDataset::labelled);
        List<ImageDataset> parts = validation.isPresent()
                ? divide(train, seed, shareOfSplit, 100 - shareOfSplit)
                : divide(train, seed, share, 100 - share - HELD_OUT, HELD_OUT);
        ImageDataset heldOut = validation.orElseGet(() -> parts.get(2));
        if (heldOut.size() < DriftReference.FEWEST) {
            throw new IllegalArgumentException(tooFewHeldOut(train, heldOut, validation.isPresent()));
        }
        if (parts.get(1).size() < CorrectionTraining.FEWEST_LABELS) {
            throw new IllegalArgumentException(
                    train.name() + ": " + parts.get(1).size() + " of " + train.size()
                            + " images are for the correction, but at least " + CorrectionTraining.FEWEST_LABELS
                            + " are needed: add images for training to --dataset");
        }
        return new TrainingImages(input, parts.get(0), parts.get(1), heldOut);
    }

    private static String tooFewHeldOut(ImageDataset train, ImageDataset heldOut, boolean validation) {
        String needed =
                " images are held out to judge the version, but at least " + DriftReference.FEWEST + " are needed: ";
        return validation
                ? heldOut.name() + ": " + heldOut.size() + needed + "add images to the validation split of --dataset"
                : train.name() + ": " + heldOut.size() + " of " + train.size() + needed + "give --dataset at least "
                        + DriftReference.FEWEST * 100 / HELD_OUT
                        + " labelled images, or a validation split of its own";
    }

    /** Number of images of all three parts. */
    public int size() {
        return train.size() + correction.size() + heldOut.size();
    }

    /** Memory that all images take once decoded, in bytes. */
    public long decodedBytes() {
        return DecodedImages.bytes(size(), input);
    }

    /** Whether training decodes the images only once and keeps them, in at most a quarter of the heap. */
    public boolean fitInMemory() {
        return DecodedImages.fit(size(), input);
    }

    /** Fingerprint of all three parts. */
    String fingerprint() {
        String parts = String.join("\n", train.fingerprint(), correction.fingerprint(), heldOut.fingerprint());
        return Artifacts.sha256(parts.getBytes(StandardCharsets.UTF_8));
    }

    /** Divides each class separately: its first images in random order go to the first part, and so on. */
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
