package dev.pentimento.trainer;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.trainer.retraining.TrainingResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the trainer tells of itself. */
final class TrainerMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger labelled = new AtomicInteger();
    private final AtomicInteger training = new AtomicInteger();

    TrainerMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("pentimento.trainer.reservoir", labelled, AtomicInteger::get)
                .description("Labelled images remembered")
                .register(registry);
        Gauge.builder("pentimento.trainer.training", training, AtomicInteger::get)
                .description("Whether a training is under way")
                .register(registry);
    }

    void labelled(int images) {
        labelled.set(images);
    }

    void training(boolean underWay) {
        training.set(underWay ? 1 : 0);
    }

    void stagesWritten(List<ModelVersion> versions) {
        versions.forEach(version -> Counter.builder("pentimento.trainer.stages")
                .description("Stages written")
                .tag("stage", version.getStage().name())
                .register(registry)
                .increment());
    }

    void commandAnswered(boolean accepted) {
        Counter.builder("pentimento.trainer.commands")
                .description("Commands answered")
                .tag("accepted", Boolean.toString(accepted))
                .register(registry)
                .increment();
    }

    void trainingEnded(TrainingResult result) {
        Counter.builder("pentimento.trainer.trainings")
                .description("Trainings ended")
                .tag("result", result.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }
}
