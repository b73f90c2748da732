package dev.pentimento.learning.experiment;

import dev.pentimento.learning.training.TrainingContext;
import java.util.List;
import java.util.Locale;

/** What is asked. */
public enum ExperimentKind {
    /** What the thesis's corrections do, and what is left of the embeddings behind them. */
    THESIS("The thesis's corrections"),
    /** Does the correction help on images like those that were trained on? */
    RECIPE("The recipe on clean images"),
    /** What does it bring back when images have changed? */
    DRIFT("The recipe under drift"),
    /** What is each of its parts good for? */
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

    List<Block> blocks(Bench bench, TrainingContext context) {
        return switch (this) {
            case THESIS -> ThesisBlocks.of(bench, context);
            case RECIPE -> CleanBlocks.of(bench, context);
            case DRIFT -> DriftBlocks.of((SeedBench) bench, context);
            case ABLATION -> AblationBlocks.of((SeedBench) bench, context);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
