package dev.pentimento.learning.experiment;

import java.nio.file.Path;

/**
 * One experiment.
 *
 * @param seeds 1 to this number, each with images divided or embeddings drawn anew, networks of its own and all runs
 * @param folder for the report and for what is kept, so that a second start goes on where the first one ended
 */
public record ExperimentPlan(ExperimentKind kind, ExperimentData data, int seeds, Path folder) {

    public ExperimentPlan {
        if (kind.needsImages() && !(data instanceof ExperimentData.Images)) {
            throw new IllegalArgumentException(
                    "experiment " + kind + " changes images, and " + data.name() + " has none; use recipe or thesis");
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be positive: " + seeds);
        }
    }
}
