package dev.pentimento.cli.demo;

import dev.pentimento.learning.data.Corruption;
import dev.pentimento.learning.data.Example;
import dev.pentimento.learning.data.ImageDataset;
import java.util.Objects;
import java.util.Optional;

/**
 * What is in front of the camera: held-out images in a seeded random order, and from one image on all of them drifted.
 * A stream longer than the data set shows images again, drifted anew.
 */
final class Scene {
    private final ImageDataset images;
    private final Optional<Corruption> drift;
    private final int driftAfter;
    private final long seed;

    /** @param images to be shown, none of which training has seen */
    Scene(ImageDataset images, Optional<Corruption> drift, int driftAfter, long seed) {
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

    Shot shot(int number) {
        Example example = images.examples().get(number % images.size());
        if (drift.isPresent() && number >= driftAfter) {
            example = drift.get().apply(example, Corruption.DEFAULT_STRENGTH, seed + number);
        }
        return new Shot(number, example.content(), Objects.requireNonNull(example.label()));
    }
}
