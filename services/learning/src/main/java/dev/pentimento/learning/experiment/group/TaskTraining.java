package dev.pentimento.learning.experiment.group;

import dev.pentimento.learning.correction.ClassifierFineTuning;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.experiment.input.Part;
import dev.pentimento.learning.experiment.input.SeedInputs;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.CpuTime;
import dev.pentimento.learning.experiment.result.LossRecorder;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.tensors.FloatMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** All training runs for one task, head and seed, each measured in CPU seconds. */
final class TaskTraining {
    private final Task task;
    private final Head head;
    private final SeedInputs inputs;
    private final TrainingContext context;
    private final NetworkFile classifier;
    private final ReplaySet replay;

    TaskTraining(Task task, Head head, SeedInputs inputs, TrainingContext context) {
        this.task = task;
        this.head = head;
        this.inputs = inputs;
        this.context = context;
        LabelledRows train = task.of(inputs.rows(Part.TRAIN));
        String name = "classifier-" + head.name().toLowerCase(Locale.ROOT) + "-"
                + task.classes().size() + ".safetensors";
        this.classifier = inputs.files()
                .network(name, () -> trainClassifier(train, inputs.protocol().classifier(), context));
        this.replay = new ReplaySet(train, task.classes().size());
    }

    /** A group for every task and head; its name begins with the kind of experiment. */
    static List<RunGroup> groups(
            String kind,
            SeedInputs inputs,
            TrainingContext context,
            BiFunction<String, TaskTraining, RunGroup.Made> making) {
        List<RunGroup> groups = new ArrayList<>();
        for (Task task : Task.of(inputs.classNames())) {
            for (Head head : Head.values()) {
                String name = kind + ", " + task.name() + ", " + head;
                groups.add(new RunGroup(name, () -> making.apply(name, new TaskTraining(task, head, inputs, context))));
            }
        }
        return groups;
    }

    private NetworkFile trainClassifier(LabelledRows train, ClassifierSettings settings, TrainingContext within) {
        var architecture =
                head.architecture(train.rows().columns(), task.classes().size(), settings);
        return new ClassifierTraining(architecture, settings, within)
                .train(train, task.of(inputs.rows(Part.CHECKPOINTS)), inputs.seed());
    }

    NetworkFile classifier() {
        return classifier;
    }

    Task task() {
        return task;
    }

    ArmJudge arms(String group, LabelledRows test) {
        return new ArmJudge(group, inputs.seed(), task.classes().size(), test, classifier, context);
    }

    /** Result, CPU time and losses of a training run. */
    record Learned<T>(T result, double cpuSeconds, List<ArmResult.Loss> losses) {}

    private <T> Learned<T> measured(Function<TrainingContext, T> training) {
        LossRecorder recorder = LossRecorder.of(context);
        double start = CpuTime.seconds();
        T result = training.apply(recorder.within(context));
        return new Learned<>(result, CpuTime.seconds() - start, recorder.losses());
    }

    Learned<TrainedCorrection> correction(LabelledRows labels, LabelledRows validation, CorrectionSettings settings) {
        return measured(within ->
                new CorrectionTraining(settings, within).learn(labels, validation, replay, classifier, inputs.seed()));
    }

    /** One correction without and, if the settings allow it, one behind an alignment, in this order. */
    List<Learned<TrainedCorrection>> corrections(LabelledRows labels, CorrectionSettings settings) {
        LossRecorder recorder = LossRecorder.of(context);
        double start = CpuTime.seconds();
        List<TrainedCorrection> learned = new CorrectionTraining(settings, recorder.within(context))
                .candidates(labels, replay, classifier, inputs.seed());
        List<Learned<TrainedCorrection>> result = new ArrayList<>();
        int reports = recorder.losses().size() / learned.size(); // each reports equally often
        for (TrainedCorrection each : learned) {
            int from = result.size() * reports;
            double end = recorder.cpuSeconds().get(from + reports - 1);
            result.add(new Learned<>(each, end - start, recorder.losses().subList(from, from + reports)));
            start = end;
        }
        return result;
    }

    /**
     * The correction that the trainer would choose, with the trainer's cost: all of this one and half of the others.
     */
    static Learned<TrainedCorrection> chosen(List<Learned<TrainedCorrection>> candidates) {
        Learned<TrainedCorrection> best = Collections.min(
                candidates, Comparator.comparingDouble(each -> each.result().choiceLoss()));
        double cpu = candidates.stream()
                .mapToDouble(each -> each == best ? each.cpuSeconds() : each.cpuSeconds() / 2)
                .sum();
        return new Learned<>(best.result(), cpu, best.losses());
    }

    Learned<NetworkFile> fineTuned(LabelledRows labels, LabelledRows validation, CorrectionSettings settings) {
        return measured(within -> new ClassifierFineTuning(settings, within)
                .learn(labels, validation, replay, classifier, inputs.seed()));
    }

    /** From scratch, on training points and labels together. */
    Learned<NetworkFile> retrained(LabelledRows labels) {
        return measured(within ->
                trainClassifier(replay.rows().and(labels), inputs.protocol().classifier(), within));
    }

    /** Adds the run of a correction, or that of the original if {@code accepting} and the correction was rejected. */
    void judge(
            String arm,
            ArmJudge arms,
            Learned<TrainedCorrection> learned,
            boolean accepting,
            Map<String, Double> more) {
        TrainedCorrection correction = learned.result();
        boolean identity = accepting && !correction.accepted();
        FloatMatrix embeddings = identity ? arms.test() : arms.corrected(correction.trained(), arms.test());
        Map<String, Double> figures = new HashMap<>(more);
        figures.put("cpu_seconds", learned.cpuSeconds());
        figures.put("accepted", correction.accepted() ? 1.0 : 0.0);
        figures.put("choice_loss", correction.choiceLoss());
        arms.add(
                arm,
                arms.logits(classifier, embeddings),
                figures,
                Map.of("alignment", correction.alignment().name().toLowerCase(Locale.ROOT)),
                learned.losses());
    }

    void judge(String arm, ArmJudge arms, Learned<NetworkFile> rival, Map<String, Double> more) {
        Map<String, Double> figures = new HashMap<>(more);
        figures.put("cpu_seconds", rival.cpuSeconds());
        arms.add(arm, arms.logits(rival.result(), arms.test()), figures, Map.of(), rival.losses());
    }
}
