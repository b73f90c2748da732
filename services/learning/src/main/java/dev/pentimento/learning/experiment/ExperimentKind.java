package dev.pentimento.learning.experiment;

import dev.pentimento.learning.experiment.group.AblationRunGroups;
import dev.pentimento.learning.experiment.group.CleanRunGroups;
import dev.pentimento.learning.experiment.group.DriftRunGroups;
import dev.pentimento.learning.experiment.group.RunGroup;
import dev.pentimento.learning.experiment.group.ThesisRunGroups;
import dev.pentimento.learning.experiment.input.ImageInputs;
import dev.pentimento.learning.experiment.input.SeedInputs;
import dev.pentimento.learning.training.TrainingContext;
import java.util.List;
import java.util.Locale;

/** The question of an experiment. */
public enum ExperimentKind {
    /** What do the thesis's corrections do, and what remains of the embeddings behind them? */
    THESIS("The thesis's corrections"),
    /** Does the correction help on images like those in the training data? */
    RECIPE("The recipe on clean images"),
    /** How much accuracy does it recover when images have changed? */
    DRIFT("The recipe under drift"),
    /** What does each of its parts contribute? */
    ABLATION("The recipe's parts");

    private final String title;

    ExperimentKind(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Whether it changes images. */
    boolean needsImages() {
        return this == DRIFT || this == ABLATION;
    }

    List<RunGroup> groups(SeedInputs inputs, TrainingContext context) {
        return switch (this) {
            case THESIS -> ThesisRunGroups.of(inputs, context);
            case RECIPE -> CleanRunGroups.of(inputs, context);
            case DRIFT -> DriftRunGroups.of((ImageInputs) inputs, context);
            case ABLATION -> AblationRunGroups.of((ImageInputs) inputs, context);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
