package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.NetworkFile;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A correction and what is known of it.
 *
 * @param trained the correction as trained, to be looked at even if it was refused
 * @param accepted whether validation says that it helps
 * @param alignment what comes before the residual
 * @param figures on labels that the correction did not learn from: {@code original.} and {@code corrected.} followed by
 *     {@code accuracy}, {@code balanced_accuracy} and {@code cross_entropy}; {@code helped}, {@code hurt},
 *     {@code labels}, {@code validation_labels}
 */
public record TrainedCorrection(
        NetworkFile trained, boolean accepted, Alignment.Kind alignment, Map<String, Double> figures, Duration took) {

    public TrainedCorrection {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /** What goes into a version: none, the identity, where it was refused. */
    public @Nullable NetworkFile network() {
        return accepted ? trained : null;
    }

    public double seconds() {
        return took.toNanos() / 1e9;
    }
}
