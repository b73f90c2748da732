package dev.pentimento.learning.experiment;

import dev.pentimento.learning.correction.ClassifierFineTuning;
import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.ClassifierSettings;
import dev.pentimento.learning.training.ClassifierTraining;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.FloatMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What is learned for one task, head and seed, each measured in processor seconds. */
final class Lab {
    private final Task task;
    private final Head head;
    private final Bench bench;
    private final TrainingContext context;
    private final NetworkFile classifier;
    private final ReplaySet replay;

    Lab(Task task, Head head, Bench bench, TrainingContext context) {
        this.task = task;
        this.head = head;
        this.bench = bench;
        this.context = context;
        LabelledRows train = task.of(bench.train());
        String name = "classifier-" + head.name().toLowerCase(Locale.ROOT) + "-"
                + task.classes().size() + ".safetensors";
        this.classifier = bench.network(
                name, () -> trainClassifier(train, bench.protocol().classifier(), context));
        this.replay = new ReplaySet(train, task.classes().size());
    }

    private NetworkFile trainClassifier(LabelledRows train, ClassifierSettings settings, TrainingContext within) {
        var architecture =
                head.architecture(train.rows().columns(), task.classes().size(), settings);
        return new ClassifierTraining(architecture, settings, within)
                .train(train, task.of(bench.checkpoints()), bench.seed());
    }

    NetworkFile classifier() {
        return classifier;
    }

    Task task() {
        return task;
    }

    Arms arms(String group, LabelledRows test) {
        return new Arms(group, bench.seed(), task.classes().size(), test, classifier, context);
    }

    /** What a training gave, how long it took one thread, and its losses. */
    record Learned<T>(T result, double cpuSeconds, List<Run.Loss> losses) {}

    private <T> Learned<T> measured(Function<TrainingContext, T> training) {
        LossRecorder recorder = LossRecorder.of(context);
        double start = CpuTime.seconds();
        T result = training.apply(recorder.within(context));
        return new Learned<>(result, CpuTime.seconds() - start, recorder.losses());
    }

    Learned<TrainedCorrection> correction(LabelledRows labels, LabelledRows validation, CorrectionSettings settings) {
        return measured(within ->
                new CorrectionTraining(settings, within).learn(labels, validation, replay, classifier, bench.seed()));
    }

    /** One without and, if the settings say so, one behind an alignment, in this order. */
    List<Learned<TrainedCorrection>> corrections(LabelledRows labels, CorrectionSettings settings) {
        LossRecorder recorder = LossRecorder.of(context);
        double start = CpuTime.seconds();
        List<TrainedCorrection> learned = new CorrectionTraining(settings, recorder.within(context))
                .candidates(labels, replay, classifier, bench.seed());
        List<Learned<TrainedCorrection>> result = new ArrayList<>();
        int reports = recorder.losses().size() / learned.size(); // each makes as many
        for (TrainedCorrection each : learned) {
            int from = result.size() * reports;
            double end = recorder.cpuSeconds().get(from + reports - 1);
            result.add(new Learned<>(each, end - start, recorder.losses().subList(from, from + reports)));
            start = end;
        }
        return result;
    }

    /** The one that the trainer would take, at the price that it pays: all of this one, half of the others. */
    static Learned<TrainedCorrection> chosen(List<Learned<TrainedCorrection>> candidates) {
        Learned<TrainedCorrection> best = Collections.min(
                candidates, Comparator.comparingDouble(each -> each.result().choiceLoss()));
        double cpu = candidates.stream()
                .mapToDouble(each -> each == best ? each.cpuSeconds() : each.cpuSeconds() / 2)
                .sum();
        return new Learned<>(best.result(), cpu, best.losses());
    }

    Learned<NetworkFile> fineTuned(LabelledRows labels, LabelledRows validation, CorrectionSettings settings) {
        return measured(within ->
                new ClassifierFineTuning(settings, within).learn(labels, validation, replay, classifier, bench.seed()));
    }

    /** From scratch, on training points and labels together. */
    Learned<NetworkFile> retrained(LabelledRows labels) {
        return measured(within ->
                trainClassifier(replay.rows().and(labels), bench.protocol().classifier(), within));
    }

    /** A correction's run; where it was refused and {@code accepting}, the original's. */
    void judge(String arm, Arms arms, Learned<TrainedCorrection> learned, boolean accepting, Map<String, Double> more) {
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

    void judge(String arm, Arms arms, Learned<NetworkFile> rival, Map<String, Double> more) {
        Map<String, Double> figures = new HashMap<>(more);
        figures.put("cpu_seconds", rival.cpuSeconds());
        arms.add(arm, arms.logits(rival.result(), arms.test()), figures, Map.of(), rival.losses());
    }
}
