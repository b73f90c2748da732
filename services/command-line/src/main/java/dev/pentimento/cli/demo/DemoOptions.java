package dev.pentimento.cli.demo;

import dev.pentimento.cli.options.UsageException;
import dev.pentimento.learning.data.corruption.Corruption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Options of the demo.
 *
 * @param images number of images
 * @param rate images per second; 0 means as fast as possible
 * @param drift {@code none}, {@code blur}, {@code noise}, {@code contrast}, {@code rotation} or {@code mixed}
 * @param driftAfter number of images before the drift begins
 * @param seed seed for training, image order, drift and labels
 */
record DemoOptions(int images, double rate, String drift, int driftAfter, long seed) {
    private static final String NO_DRIFT = "none";
    private static final List<String> KINDS =
            Stream.of(Corruption.values()).map(Corruption::toString).toList();

    DemoOptions {
        if (images < 1) {
            throw new UsageException("--images must be positive: " + images);
        }
        if (rate < 0 || !Double.isFinite(rate)) {
            throw new UsageException("--rate must not be negative: " + rate);
        }
        if (!drift.equals(NO_DRIFT) && !KINDS.contains(drift)) {
            throw new UsageException(
                    "--drift must be one of " + NO_DRIFT + ", " + String.join(", ", KINDS) + ": " + drift);
        }
        if (driftAfter < 0 || driftAfter >= images) {
            throw new UsageException(
                    "--drift-after must be between 0 and the number of images, " + images + ": " + driftAfter);
        }
    }

    /** The corruption that causes the drift; empty if there is no drift. */
    Optional<Corruption> corruption() {
        return drift.equals(NO_DRIFT) ? Optional.empty() : Optional.of(Corruption.named(drift));
    }
}
