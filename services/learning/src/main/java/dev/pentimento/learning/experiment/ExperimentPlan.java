package dev.pentimento.learning.experiment;

import dev.pentimento.learning.data.ImageDataset;
import dev.pentimento.learning.image.ImageShape;
import java.nio.file.Path;

/**
 * One experiment.
 *
 * @param seeds 1 to this number, each with images divided anew, networks of its own and all runs
 * @param folder for the report and for what is kept, so that a second start goes on where the first one ended
 */
public record ExperimentPlan(ExperimentKind kind, ImageDataset dataset, ImageShape input, int seeds, Path folder) {

    public ExperimentPlan {
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be positive: " + seeds);
        }
    }
}
