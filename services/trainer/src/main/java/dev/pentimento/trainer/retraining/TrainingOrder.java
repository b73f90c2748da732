package dev.pentimento.trainer.retraining;

import dev.pentimento.events.ModelVersion;
import java.util.List;
import java.util.Set;

/**
 * What is to be learned, and why.
 *
 * @param champion whose encoder, classifier and replay set are used
 * @param trigger as the version will name it: {@code drift <alarm id>}, {@code hurts <version>}, {@code labels}, {@code
 *     command <id>}
 * @param drifted whether the images have moved away from those that the encoder was trained on
 * @param known versions that are there: to publish one again would hide its stage for a moment
 * @param positions the labelled images, in the order of their places
 */
public record TrainingOrder(
        ModelVersion champion, String trigger, boolean drifted, Set<String> known, List<LabelledPosition> positions) {
    public TrainingOrder {
        known = Set.copyOf(known);
        positions = List.copyOf(positions);
    }
}
