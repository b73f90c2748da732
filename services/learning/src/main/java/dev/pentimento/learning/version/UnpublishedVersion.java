package dev.pentimento.learning.version;

import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.statistics.drift.DriftReference;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A version before it is published. The same data, settings, seed and machine give the same bytes of every file.
 *
 * @param heldOut outputs for the held-out images, which were not used in training
 * @param reference drift reference; {@link ReferenceFile} writes it to a file
 * @param validation figures on the held-out images, such as {@code original.balanced_accuracy}
 * @param recipe the settings, by name
 */
public record UnpublishedVersion(
        NetworkFile encoder,
        NetworkFile classifier,
        TrainedCorrection correction,
        ReplaySet replay,
        HeldOut heldOut,
        DriftReference reference,
        Map<String, Double> validation,
        Map<String, String> recipe,
        Duration took) {

    public UnpublishedVersion {
        validation = Collections.unmodifiableMap(new TreeMap<>(validation));
        recipe = Collections.unmodifiableMap(new TreeMap<>(recipe));
    }

    /** Length of an embedding. */
    public int dimensions() {
        return replay.dimensions();
    }
}
