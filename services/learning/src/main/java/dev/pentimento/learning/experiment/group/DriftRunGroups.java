package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.correction.Alignment;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.experiment.input.ImageInputs;
import dev.pentimento.learning.experiment.input.Part;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.LabelledSource;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much of the accuracy lost to drift do a few hundred labels recover? Compared with the alternatives, and with the
 * cost on clean images.
 */
public final class DriftRunGroups {
    private static final int MOST = 2_000;
    private static final int USUAL = 1_000;
    private static final int FEW = 200;
    private static final int PARTS_OF_SINGLE = 5;

    private DriftRunGroups() {}

    public static List<RunGroup> of(ImageInputs inputs, TrainingContext context) {
        List<RunGroup> groups = new ArrayList<>();
        for (int labels : new int[] {FEW, USUAL, MOST}) {
            groups.add(group(Corruption.MIXED, labels, inputs, context));
        }
        for (Corruption single : List.of(Corruption.CONTRAST, Corruption.ROTATION, Corruption.NOISE, Corruption.BLUR)) {
            groups.add(group(single, USUAL, inputs, context));
        }
        return groups;
    }

    static RunGroup group(Corruption corruption, int labels, ImageInputs inputs, TrainingContext context) {
        String group = String.format(Locale.ROOT, "%s drift, %,d labels", corruption, labels);
        return new RunGroup(group, () -> new Drifted(group, corruption, labels, inputs, context).runs());
    }

    static LabelledRows labels(ImageInputs inputs, Corruption corruption, int labels) {
        LabelledRows most = inputs.labels(corruption, MOST);
        return most.select(IntStream.range(0, Math.min(labels, most.size())).toArray());
    }

    /** One kind of drift and one number of labels. */
    private static final class Drifted {
        private final ImageInputs inputs;
        private final TaskTraining training;
        private final LabelledRows labels;
        private final LabelledRows clean;
        private final ArmJudge arms;

        Drifted(String group, Corruption corruption, int labels, ImageInputs inputs, TrainingContext context) {
            Task task = Task.all(inputs.classNames());
            this.inputs = inputs;
            this.training = new TaskTraining(task, Head.MLP, inputs, context);
            this.labels = labels(inputs, corruption, labels);
            this.clean = inputs.rows(Part.TEST);
            this.arms = training.arms(group, inputs.test(corruption));
            arms.originalOnClean(arms.logits(training.classifier(), clean.rows()), clean.labels());
        }

        RunGroup.Made runs() {
            CorrectionSettings single = inputs.protocol().drift().withFolds(1);
            training.corrections(labels, single).forEach(each -> judge(named("single", each), each, false));
            List<TaskTraining.Learned<TrainedCorrection>> bags =
                    training.corrections(labels, inputs.protocol().drift());
            bags.forEach(each -> judge(named("bag of four", each), each, false));
            judge("chosen", TaskTraining.chosen(bags), false);
            judge("chosen, after acceptance", TaskTraining.chosen(bags), true);
            rivals();
            return arms.made(TaskTraining.chosen(bags).result().trained());
        }

        private static String named(String arm, TaskTraining.Learned<TrainedCorrection> learned) {
            return learned.result().alignment() == Alignment.Kind.IDENTITY ? arm : "aligned " + arm;
        }

        private void judge(String arm, TaskTraining.Learned<TrainedCorrection> learned, boolean accepting) {
            TrainedCorrection correction = learned.result();
            FloatMatrix corrected = accepting && !correction.accepted()
                    ? clean.rows()
                    : arms.corrected(correction.trained(), clean.rows());
            training.judge(arm, arms, learned, accepting, onClean(arms.logits(training.classifier(), corrected)));
        }

        private void rivals() {
            CorrectionSettings settings = inputs.protocol().drift();
            int[] folds = labels.folds(
                    PARTS_OF_SINGLE, training.task().classes().size(), new SplittableRandom(inputs.seed()));
            var tuned = training.fineTuned(
                    labels.select(LabelledSource.inFold(folds, 0, false)),
                    labels.select(LabelledSource.inFold(folds, 0, true)),
                    settings);
            rival("classifier fine-tuned, with replay", tuned);
            rival("classifier retrained on T + labels", training.retrained(labels));
        }

        private void rival(String arm, TaskTraining.Learned<NetworkFile> rival) {
            training.judge(arm, arms, rival, onClean(arms.logits(rival.result(), clean.rows())));
        }

        private Map<String, Double> onClean(FloatMatrix logits) {
            return Map.of(ArmResult.ON_CLEAN, arms.balancedAccuracy(logits, clean.labels()));
        }
    }
}
