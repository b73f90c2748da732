package dev.pentimento.serving.judges;

import dev.pentimento.statistics.drift.DriftReference;
import java.util.List;

/**
 * The reference against which a version's drift is measured.
 *
 * @param id SHA-256 of its file: versions that share it share a detector
 * @param classes names, in the order of the predicted classes that it counts
 */
public record Reference(String id, DriftReference drift, List<String> classes) {
    public Reference {
        classes = List.copyOf(classes);
    }
}
