package dev.pentimento.cli.demo;

import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.data.corruption.Corruption;
import java.util.Objects;
import java.util.Optional;

/**
 * The images that the camera takes: held-out images in a seeded random order, drifted from a given image on. If the
 * stream is longer than the data set, images are repeated, each time with a new corruption.
 */
final class DriftingImages {
    private final ImageDataset images;
    private final Optional<Corruption> drift;
    private final int driftAfter;
    private final long seed;

    /** @param images images that were not used in training */
    DriftingImages(ImageDataset images, Optional<Corruption> drift, int driftAfter, long seed) {
        this.images = images.shuffled(seed);
        this.drift = drift;
        this.driftAfter = driftAfter;
        this.seed = seed;
    }

    boolean drifts() {
        return drift.isPresent();
    }

    int driftAfter() {
        return driftAfter;
    }

    CameraImage image(int number) {
        Example example = images.examples().get(number % images.size());
        if (drift.isPresent() && number >= driftAfter) {
            example = drift.get().apply(example, Corruption.DEFAULT_STRENGTH, seed + number);
        }
        return new CameraImage(number, example.content(), Objects.requireNonNull(example.label()));
    }
}
