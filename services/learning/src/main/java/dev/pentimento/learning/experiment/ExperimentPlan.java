package dev.pentimento.learning.experiment;

import dev.pentimento.learning.experiment.input.ExperimentData;
import java.nio.file.Path;

/**
 * One experiment.
 *
 * @param seeds seeds 1 to this number, each with its own split of the images or draw of embeddings, its own networks,
 *     and all runs
 * @param folder folder for the report and for finished work, so that a second start resumes the first
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
