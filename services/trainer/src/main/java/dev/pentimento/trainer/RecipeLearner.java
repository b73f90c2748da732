package dev.pentimento.trainer;

import dev.pentimento.learning.correction.CorrectionSettings;
import dev.pentimento.learning.correction.CorrectionTraining;
import dev.pentimento.learning.correction.ReplaySet;
import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.device.ComputeDevice;
import dev.pentimento.learning.network.NetworkFile;
import dev.pentimento.learning.training.LabelledRows;
import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.learning.training.TrainingProgress;
import dev.pentimento.trainer.retraining.CorrectionLearner;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Learns as {@code learning} does: a bag of four behind an alignment under drift, else a single residual. */
final class RecipeLearner implements CorrectionLearner {
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
    public Learned learn(Lesson lesson, BooleanSupplier cancelled) {
        CorrectionSettings settings =
                lesson.drifted() ? CorrectionSettings.drift() : CorrectionSettings.clean(lesson.labels().length);
        TrainingReport report = new TrainingReport(new Cancellable(cancelled));
        TrainedCorrection trained = new CorrectionTraining(settings, new TrainingContext(device, report, clock))
                .learn(
                        new LabelledRows(lesson.embeddings(), lesson.labels()),
                        ReplaySet.fromFile(lesson.replay()),
                        new NetworkFile(lesson.classifierFormat(), lesson.classifier()),
                        lesson.seed());
        Map<String, String> recipe = new TreeMap<>(settings.describe());
        recipe.put("correction.alignment", trained.alignment().name().toLowerCase(Locale.ROOT));
        return new Learned(trained.trained().bytes(), trained.accepted(), trained.figures(), recipe, report.epochs());
    }

    private record Cancellable(BooleanSupplier wanted) implements TrainingProgress {
        @Override
        public void report(Report report) {
            // Nobody watches.
        }

        @Override
        public boolean cancelled() {
            return wanted.getAsBoolean();
        }
    }
}
