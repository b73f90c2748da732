package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.experiment.input.Part;
import dev.pentimento.learning.experiment.input.SeedInputs;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.List;
import java.util.Map;

/**
 * Does a correction help on images like those in the training data? Measured for every task and head, and compared with
 * the alternatives.
 */
public final class CleanRunGroups {
    private CleanRunGroups() {}

    public static List<RunGroup> of(SeedInputs inputs, TrainingContext context) {
        return TaskTraining.groups("clean", inputs, context, (group, training) -> runs(group, training, inputs));
    }

    private static RunGroup.Made runs(String group, TaskTraining training, SeedInputs inputs) {
        LabelledRows labels = training.task().of(inputs.rows(Part.LABELS));
        LabelledRows validation = training.task().of(inputs.rows(Part.VALIDATION));
        CorrectionSettings settings = inputs.protocol().clean().apply(labels.size());
        ArmJudge arms = training.arms(group, training.task().of(inputs.rows(Part.TEST)));
        inputs.best()
                .ifPresent(logits ->
                        arms.add("Bayes classifier: the best possible", logits, Map.of(), Map.of(), List.of()));
        var learned = training.correction(labels, validation, settings);
        training.judge("recipe, as trained", arms, learned, false, Map.of());
        training.judge("recipe, after acceptance", arms, learned, true, Map.of());
        training.judge(
                "classifier fine-tuned, with replay", arms, training.fineTuned(labels, validation, settings), Map.of());
        training.judge("classifier retrained on T + L", arms, training.retrained(labels), Map.of());
        return arms.made(learned.result().trained());
    }
}
