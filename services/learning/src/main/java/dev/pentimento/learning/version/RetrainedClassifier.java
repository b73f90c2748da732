package dev.pentimento.learning.version;

import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A classifier that learned on, and what is known of it.
 *
 * @param accepted whether labels that it did not learn from say that it helps
 * @param figures on those labels: {@code original.} of the classifier as it was and {@code corrected.} of the new one,
 *     followed by {@code accuracy}, {@code balanced_accuracy} and {@code cross_entropy}; {@code helped}, {@code hurt},
 *     {@code labels}, {@code validation_labels}
 * @param reference what its drift is measured against: its margins and classes are others than those of before
 */
public record RetrainedClassifier(
        NetworkFile network, boolean accepted, Map<String, Double> figures, DriftReference reference) {
    public RetrainedClassifier {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }
}
