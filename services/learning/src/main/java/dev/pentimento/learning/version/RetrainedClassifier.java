package dev.pentimento.learning.version;

import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.statistics.drift.DriftReference;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fine-tuned classifier with its figures.
 *
 * @param accepted whether it helps on labels that it was not trained on
 * @param figures on those labels: {@code original.} for the former classifier and {@code corrected.} for the new one,
 *     followed by {@code accuracy}, {@code balanced_accuracy} and {@code cross_entropy}; {@code helped}, {@code hurt},
 *     {@code labels}, {@code validation_labels}
 * @param reference its drift reference, since its margins and classes differ from the former classifier's
 */
public record RetrainedClassifier(
        NetworkFile network, boolean accepted, Map<String, Double> figures, DriftReference reference) {
    public RetrainedClassifier {
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }
}
