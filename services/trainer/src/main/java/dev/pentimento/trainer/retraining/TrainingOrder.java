package dev.pentimento.trainer.retraining;

import dev.pentimento.events.ModelVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to train, and why.
 *
 * @param champion the version whose encoder, classifier and replay set are used
 * @param trigger the reason, as recorded in the version: {@code drift <alarm id>}, {@code hurts <version>},
 *     {@code labels}, {@code command <id>}
 * @param alarm id of the open drift alarm, if the images have moved away from the training data of the encoder
 * @param known ids of all existing versions: publishing one again would hide its stage for a moment
 * @param positions the labelled images, in the order of the log
 */
public record TrainingOrder(
        ModelVersion champion,
        String trigger,
        @Nullable String alarm,
        Set<String> known,
        List<LabelledPosition> positions) {
    public TrainingOrder {
        known = Set.copyOf(known);
        positions = List.copyOf(positions);
    }

    boolean drifted() {
        return alarm != null;
    }
}
