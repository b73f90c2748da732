package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.experiment.input.Part;
import dev.pentimento.learning.experiment.input.SeedInputs;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.CpuTime;
import dev.pentimento.learning.thesis.ThesisCorrected;
import dev.pentimento.learning.thesis.ThesisLoss;
import dev.pentimento.learning.thesis.ThesisSettings;
import dev.pentimento.learning.thesis.ThesisTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.List;
import java.util.Map;

/** The thesis's corrections with each of its losses, each followed by the affine map that undoes it. */
public final class ThesisRunGroups {
    private ThesisRunGroups() {}

    public static List<RunGroup> of(SeedInputs inputs, TrainingContext context) {
        return TaskTraining.groups(
                "thesis", inputs, context, (group, training) -> runs(group, training, inputs, context));
    }

    private static RunGroup.Made runs(String group, TaskTraining training, SeedInputs inputs, TrainingContext context) {
        LabelledRows labels = training.task().of(inputs.rows(Part.LABELS));
        LabelledRows validation = training.task().of(inputs.rows(Part.VALIDATION));
        int classes = training.task().classes().size();
        ArmJudge arms = training.arms(group, training.task().of(inputs.rows(Part.TEST)));
        ThesisCorrected last = null;
        for (ThesisLoss loss : ThesisLoss.values()) {
            double start = CpuTime.seconds();
            ThesisCorrected corrected = new ThesisTraining(ThesisSettings.defaults(), context)
                    .correct(labels, validation, training.classifier(), classes, loss, inputs.seed());
            Map<String, Double> cost = Map.of("cpu_seconds", CpuTime.seconds() - start);
            var judged = corrected.judge(arms.test(), training.classifier(), classes, context.device());
            List<ArmResult.Loss> losses = corrected.history().stream()
                    .map(epoch ->
                            new ArmResult.Loss("thesis correction", epoch.epoch(), epoch.train(), epoch.validation()))
                    .toList();
            arms.add(loss.title(), judged.corrected(), cost, Map.of(), losses);
            arms.add(loss.title() + ", undone", judged.undone(), Map.of(), Map.of(), List.of());
            last = corrected;
        }
        return last == null ? arms.withoutMaps() : arms.made(last.correction());
    }
}
