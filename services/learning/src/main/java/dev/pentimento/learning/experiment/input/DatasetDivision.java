package dev.pentimento.learning.experiment.input;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.Split;
import java.util.Optional;

/**
 * The five disjoint parts of a data set that are used in the runs of one seed.
 *
 * @param train T: encoder and classifier are trained on it
 * @param checkpoints determines which epoch of encoder and classifier is kept
 * @param labels L: the correction is trained on it
 * @param validation determines which step of a correction is kept and whether it is accepted
 * @param test only for evaluation; nothing is trained or chosen with it
 */
public record DatasetDivision(
        ImageDataset train, ImageDataset checkpoints, ImageDataset labels, ImageDataset validation, ImageDataset test) {

    private static final int TRAIN = 20_000;
    private static final int CHECKPOINTS = 2_000;
    private static final int LABELS = 10_000;
    private static final int VALIDATION = 3_000;
    private static final int FEWEST = 20;

    /**
     * Draws 20,000, 2,000, 10,000 and 3,000 images from the data set's training split, based on the seed; a smaller
     * data set is split in the same proportions. A validation split, if there is one, provides the second and the
     * fourth part. The test part is the test split, or a fifth of all images without one.
     *
     * @throws IllegalArgumentException if a part would be too small
     */
    public static DatasetDivision divide(ImageDataset dataset, long seed) {
        Optional<ImageDataset> testSplit = dataset.split(Split.TEST).map(ImageDataset::labelled);
        ImageDataset pool =
                dataset.split(Split.TRAIN).orElse(dataset).labelled().shuffled(seed);
        ImageDataset test = testSplit.orElseGet(() -> pool.slice(0, pool.size() / 5));
        ImageDataset rest = testSplit.isPresent() ? pool : pool.slice(pool.size() / 5, pool.size());
        Optional<ImageDataset> held =
                dataset.split(Split.VALIDATION).map(ImageDataset::labelled).map(split -> split.shuffled(seed));
        DatasetDivision parts = held.isPresent() ? withHeld(rest, held.get(), test) : withoutHeld(rest, test);
        parts.requireUsable(dataset.name());
        return parts;
    }

    private static DatasetDivision withoutHeld(ImageDataset pool, ImageDataset test) {
        double share = Math.min(1, (double) pool.size() / (TRAIN + CHECKPOINTS + LABELS + VALIDATION));
        int train = (int) (share * TRAIN);
        int checkpoints = train + (int) (share * CHECKPOINTS);
        int labels = checkpoints + (int) (share * LABELS);
        int validation = labels + (int) (share * VALIDATION);
        return new DatasetDivision(
                pool.slice(0, train),
                pool.slice(train, checkpoints),
                pool.slice(checkpoints, labels),
                pool.slice(labels, validation),
                test);
    }

    private static DatasetDivision withHeld(ImageDataset pool, ImageDataset held, ImageDataset test) {
        double share = Math.min(1, (double) pool.size() / (TRAIN + LABELS));
        int train = (int) (share * TRAIN);
        int labels = train + (int) (share * LABELS);
        int checkpoints = held.size() * CHECKPOINTS / (CHECKPOINTS + VALIDATION);
        return new DatasetDivision(
                pool.slice(0, train),
                held.slice(0, checkpoints),
                pool.slice(train, labels),
                held.slice(checkpoints, held.size()),
                test);
    }

    private void requireUsable(String name) {
        int smallest = Math.min(
                Math.min(Math.min(train.size(), checkpoints.size()), Math.min(labels.size(), validation.size())),
                test.size());
        if (smallest < FEWEST) {
            throw new IllegalArgumentException(name + " has too few images for an experiment: train " + train.size()
                    + ", checkpoints " + checkpoints.size() + ", labels " + labels.size() + ", validation "
                    + validation.size() + ", test " + test.size() + "; each part needs " + FEWEST);
        }
    }
}
