package dev.pentimento.learning.experiment;

import dev.pentimento.learning.thesis.ThesisCorrected;
import dev.pentimento.learning.thesis.ThesisLoss;
import dev.pentimento.learning.thesis.ThesisSettings;
import dev.pentimento.learning.thesis.ThesisTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The thesis's corrections with each of its losses, and behind each the affine map that undoes it. */
final class ThesisBlocks {
    private ThesisBlocks() {}

    static List<Block> of(Bench bench, TrainingContext context) {
        List<Block> blocks = new ArrayList<>();
        for (Task task : Task.of(bench.classNames())) {
            for (Head head : Head.values()) {
                String group = "thesis, " + task.name() + ", " + head;
                blocks.add(new Block(group, () -> runs(group, new Lab(task, head, bench, context), bench, context)));
            }
        }
        return blocks;
    }

    private static Block.Made runs(String group, Lab lab, Bench bench, TrainingContext context) {
        LabelledRows labels = lab.task().of(bench.labels());
        LabelledRows validation = lab.task().of(bench.validation());
        int classes = lab.task().classes().size();
        Arms arms = lab.arms(group, lab.task().of(bench.test()));
        ThesisCorrected last = null;
        for (ThesisLoss loss : ThesisLoss.values()) {
            double start = CpuTime.seconds();
            ThesisCorrected corrected = new ThesisTraining(ThesisSettings.defaults(), context)
                    .correct(labels, validation, lab.classifier(), classes, loss, bench.seed());
            Map<String, Double> cost = Map.of("cpu_seconds", CpuTime.seconds() - start);
            var judged = corrected.judge(arms.test(), lab.classifier(), classes, context.device());
            List<Run.Loss> losses = corrected.history().stream()
                    .map(epoch -> new Run.Loss("thesis correction", epoch.epoch(), epoch.train(), epoch.validation()))
                    .toList();
            arms.add(loss.title(), judged.corrected(), cost, Map.of(), losses);
            arms.add(loss.title() + ", undone", judged.undone(), Map.of(), Map.of(), List.of());
            last = corrected;
        }
        return last == null ? arms.withoutMaps() : arms.made(last.correction());
    }
}
