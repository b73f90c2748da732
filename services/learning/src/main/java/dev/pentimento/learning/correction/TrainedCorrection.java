package dev.pentimento.learning.correction;

import dev.pentimento.learning.network.NetworkFile;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
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
 *     {@code labels}, {@code validation_labels}; {@code choice.cross_entropy}, by which
 *     corrections with different alignments are told apart
 */
public record TrainedCorrection(
        NetworkFile trained, boolean accepted, Alignment.Kind alignment, Map<String, Double> figures, Duration took) {

    static final String CHOICE = "choice.cross_entropy";

    public TrainedCorrection {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /** What goes into a version: none, the identity, where it was refused. */
    public @Nullable NetworkFile network() {
        return accepted ? trained : null;
    }

    /**
     * Class-weighted cross-entropy of the first half of the members, on labels that they did not learn from;
     * 3 % higher behind an alignment.
     */
    public double choiceLoss() {
        return Objects.requireNonNull(figures.get(CHOICE));
    }

    public double seconds() {
        return took.toNanos() / 1e9;
    }
}
