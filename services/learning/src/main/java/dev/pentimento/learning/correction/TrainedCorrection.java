package dev.pentimento.learning.correction;

import dev.pentimento.learning.file.NetworkFile;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trained correction with its figures.
 *
 * @param trained the correction as trained, kept for inspection even if it was rejected
 * @param accepted whether it helps on the validation labels
 * @param alignment the alignment before the residual
 * @param figures on labels that the correction was not trained on: {@code original.} and {@code corrected.} followed by
 *     {@code accuracy}, {@code balanced_accuracy} and {@code cross_entropy}; {@code helped}, {@code hurt}, {@code
 *     labels}, {@code validation_labels}; {@code choice.cross_entropy}, by which the choice between alignments is made
 */
public record TrainedCorrection(
        NetworkFile trained, boolean accepted, Alignment.Kind alignment, Map<String, Double> figures, Duration took) {

    static final String CHOICE = "choice.cross_entropy";

    public TrainedCorrection {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /** The correction for a version; empty, which means the identity, if it was rejected. */
    public @Nullable NetworkFile network() {
        return accepted ? trained : null;
    }

    /**
     * Class-weighted cross-entropy of the first half of the members, on labels that they were not trained on; increased
     * by 3 % behind an alignment.
     */
    public double choiceLoss() {
        return Objects.requireNonNull(figures.get(CHOICE));
    }

    public double seconds() {
        return took.toNanos() / 1e9;
    }
}
