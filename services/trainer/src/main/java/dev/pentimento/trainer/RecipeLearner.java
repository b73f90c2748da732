package dev.pentimento.trainer;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.learning.version.ClassifierRetraining;
import dev.pentimento.learning.version.ReferenceFile;
import dev.pentimento.learning.version.RetrainedClassifier;
import dev.pentimento.trainer.retraining.Learner;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Trains with the recipes of the {@code learning} module. Under drift, a correction is a bag of four behind an
 * alignment; otherwise a single residual. A classifier is fine-tuned with the same steps and the same replay set.
 */
final class RecipeLearner implements Learner {
    private final ComputeDevice device;
    private final InstantSource clock;

    RecipeLearner(ComputeDevice device, InstantSource clock) {
        this.device = device;
        this.clock = clock;
    }

    @Override
    public String device() {
        return device.toString();
    }

    @Override
    public Learned correction(Lesson lesson, BooleanSupplier cancelled) {
        CorrectionSettings settings = settings(lesson);
        TrainingReport report = new TrainingReport(new Cancellable(cancelled));
        TrainedCorrection trained = new CorrectionTraining(settings, new TrainingContext(device, report, clock))
                .learn(labelled(lesson), ReplaySet.fromFile(lesson.replay()), classifierOf(lesson), lesson.seed());
        Map<String, String> recipe = new TreeMap<>(settings.describe());
        recipe.put("correction.alignment", trained.alignment().name().toLowerCase(Locale.ROOT));
        return new Learned(
                new NewCorrection(trained.trained().bytes()),
                trained.accepted(),
                trained.figures(),
                recipe,
                report.epochs());
    }

    @Override
    public Learned classifier(Lesson lesson, BooleanSupplier cancelled) {
        byte[] reference = lesson.reference();
        if (reference == null) {
            throw new IllegalArgumentException("the champion has no drift reference, which a new one needs");
        }
        CorrectionSettings settings = settings(lesson);
        TrainingReport report = new TrainingReport(new Cancellable(cancelled));
        RetrainedClassifier trained = new ClassifierRetraining(settings, new TrainingContext(device, report, clock))
                .learn(
                        labelled(lesson),
                        ReplaySet.fromFile(lesson.replay()),
                        classifierOf(lesson),
                        ReferenceFile.fromBytes(reference).scores(),
                        lesson.seed());
        return new Learned(
                new NewClassifier(trained.network().bytes(), ReferenceFile.toBytes(trained.reference())),
                trained.accepted(),
                trained.figures(),
                recipeOfClassifier(settings),
                report.epochs());
    }

    private static Map<String, String> recipeOfClassifier(CorrectionSettings settings) {
        Map<String, String> all = settings.describe();
        Map<String, String> recipe = new TreeMap<>();
        for (String name : List.of("steps", "batch", "learning_rate", "weight_decay", "noise", "replay_weight")) {
            recipe.put("classifier.retraining." + name, Objects.requireNonNull(all.get("correction." + name)));
        }
        return recipe;
    }

    private static CorrectionSettings settings(Lesson lesson) {
        return lesson.drifted() ? CorrectionSettings.drift() : CorrectionSettings.clean(lesson.labels().length);
    }

    private static LabelledRows labelled(Lesson lesson) {
        return new LabelledRows(lesson.embeddings(), lesson.labels());
    }

    private static NetworkFile classifierOf(Lesson lesson) {
        return new NetworkFile(lesson.classifierFormat(), lesson.classifier());
    }

    private record Cancellable(BooleanSupplier wanted) implements TrainingProgress {
        @Override
        public void report(Report report) {
            // The progress of this training is not shown.
        }

        @Override
        public boolean cancelled() {
            return wanted.getAsBoolean();
        }
    }
}
