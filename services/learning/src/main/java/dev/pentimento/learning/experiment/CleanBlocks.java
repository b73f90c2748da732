package dev.pentimento.learning.experiment;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does a correction help on images like those that were trained on? Every task and head, beside the rivals. */
final class CleanBlocks {
    private CleanBlocks() {}

    static List<Block> of(Bench bench, TrainingContext context) {
        List<Block> blocks = new ArrayList<>();
        for (Task task : Task.of(bench.classNames())) {
            for (Head head : Head.values()) {
                String group = "clean, " + task.name() + ", " + head;
                blocks.add(new Block(group, () -> runs(group, new Lab(task, head, bench, context), bench)));
            }
        }
        return blocks;
    }

    private static Block.Made runs(String group, Lab lab, Bench bench) {
        LabelledRows labels = lab.task().of(bench.labels());
        LabelledRows validation = lab.task().of(bench.validation());
        CorrectionSettings settings = bench.protocol().clean().apply(labels.size());
        Arms arms = lab.arms(group, lab.task().of(bench.test()));
        bench.best()
                .ifPresent(logits ->
                        arms.add("Bayes classifier: the best possible", logits, Map.of(), Map.of(), List.of()));
        var learned = lab.correction(labels, validation, settings);
        lab.judge("recipe, as trained", arms, learned, false, Map.of());
        lab.judge("recipe, after acceptance", arms, learned, true, Map.of());
        lab.judge("classifier fine-tuned, with replay", arms, lab.fineTuned(labels, validation, settings), Map.of());
        lab.judge("classifier retrained on T + L", arms, lab.retrained(labels), Map.of());
        return arms.made(learned.result().trained());
    }
}
