package dev.pentimento.trainer;

import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.operations.TaggedGauge;
import dev.pentimento.trainer.retraining.TrainingResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Metrics of the trainer. Counters exist from the start for every value of their tag. */
final class TrainerMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger labelled = new AtomicInteger();
    private final AtomicInteger training = new AtomicInteger();
    private final TaggedGauge versions;

    TrainerMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("pentimento.trainer.reservoir", labelled, AtomicInteger::get)
                .baseUnit("images")
                .description("Labelled images remembered")
                .register(registry);
        Gauge.builder("pentimento.trainer.training", training, AtomicInteger::get)
                .description("1 while a training is under way")
                .register(registry);
        versions = new TaggedGauge(registry, "pentimento.trainer.versions", null, "Versions in the registry, by stage");
        Arrays.stream(Stage.values()).forEach(this::stage);
        List.of(true, false).forEach(this::command);
        List.of(true, false).forEach(this::candidate);
        Arrays.stream(TrainingResult.class.getPermittedSubclasses()).forEach(this::result);
    }

    void labelled(int images) {
        labelled.set(images);
    }

    void training(boolean underWay) {
        training.set(underWay ? 1 : 0);
    }

    void versions(Collection<ModelVersion> all) {
        Map<Tags, Long> shown = new HashMap<>();
        for (Stage stage : Stage.values()) {
            shown.put(
                    Tags.of("stage", stage.name()),
                    all.stream().filter(version -> version.getStage() == stage).count());
        }
        versions.show(shown);
    }

    void stagesWritten(List<ModelVersion> written) {
        written.forEach(version -> stage(version.getStage()).increment());
    }

    void commandAnswered(boolean accepted) {
        command(accepted).increment();
    }

    void candidateAnswered(boolean accepted) {
        candidate(accepted).increment();
    }

    void trainingEnded(TrainingResult result) {
        result(result.getClass()).increment();
    }

    private Counter stage(Stage stage) {
        return counter("stages", "Stages written", "stage", stage.name());
    }

    private Counter command(boolean accepted) {
        return counter("commands", "Commands answered", "accepted", Boolean.toString(accepted));
    }

    private Counter candidate(boolean accepted) {
        return counter("candidates", "Candidates answered", "accepted", Boolean.toString(accepted));
    }

    private Counter result(Class<?> result) {
        return counter(
                "trainings", "Trainings ended", "result", result.getSimpleName().toLowerCase(Locale.ROOT));
    }

    private Counter counter(String name, String description, String tag, String value) {
        return Counter.builder("pentimento.trainer." + name)
                .description(description)
                .tag(tag, value)
                .register(registry);
    }
}
