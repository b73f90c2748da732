package dev.pentimento.cli.demo;

import dev.pentimento.learning.data.Corruption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the demo is to run.
 *
 * @param images how many the camera takes
 * @param rate images per second; 0: as fast as it goes
 * @param drift {@code none}, {@code blur}, {@code noise}, {@code contrast}, {@code rotation} or {@code mixed}
 * @param driftAfter images before the drift sets in
 * @param seed of training, order of the images, drift and labels
 */
record DemoOptions(int images, double rate, String drift, int driftAfter, long seed) {
    private static final String NO_DRIFT = "none";
    private static final List<String> KINDS =
            Stream.of(Corruption.values()).map(Corruption::toString).toList();

    DemoOptions {
        if (images < 1) {
            throw new IllegalArgumentException("--images must be positive: " + images);
        }
        if (rate < 0 || !Double.isFinite(rate)) {
            throw new IllegalArgumentException("--rate must not be negative: " + rate);
        }
        if (!drift.equals(NO_DRIFT) && !KINDS.contains(drift)) {
            throw new IllegalArgumentException(
                    "--drift must be one of " + NO_DRIFT + ", " + String.join(", ", KINDS) + ": " + drift);
        }
        if (driftAfter < 0 || driftAfter >= images) {
            throw new IllegalArgumentException(
                    "--drift-after must be between 0 and the number of images, " + images + ": " + driftAfter);
        }
    }

    /** What happens to the images; none: nothing does. */
    Optional<Corruption> corruption() {
        return drift.equals(NO_DRIFT) ? Optional.empty() : Optional.of(Corruption.named(drift));
    }
}
