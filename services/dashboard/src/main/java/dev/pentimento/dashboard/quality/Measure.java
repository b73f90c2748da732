package dev.pentimento.dashboard.quality;

import dev.pentimento.events.Arm;
import dev.pentimento.events.ModelVersion;
import java.util.Locale;
import java.util.Optional;

/** The figure that says how often a model is right. */
public enum Measure {
    /** Share of the images. */
    ACCURACY,
    /** Mean recall of the classes. */
    BALANCED_ACCURACY;

    /** Part of the recipe of a version whose classifier was retrained from embeddings. */
    private static final String RETRAINED = "classifier.retraining.steps";

    private String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As in a sentence. */
    public String words() {
        return key().replace('_', ' ');
    }

    /**
     * The arm's figure on held-out images when the version was made, 0 to 1; empty if it was made without labels. A retrained
     * classifier has no correction; the trainer notes its figures as {@code corrected}, and as {@code original} those of the
     * classifier before.
     */
    public Optional<Double> atTraining(ModelVersion version, Arm arm) {
        Arm noted = version.getRecipe().containsKey(RETRAINED) ? Arm.CORRECTED : arm;
        return Optional.ofNullable(version.getValidation().get(noted.text() + "." + key()));
    }
}
