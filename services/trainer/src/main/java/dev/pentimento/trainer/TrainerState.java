package dev.pentimento.trainer;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Stage;
import dev.pentimento.trainer.retraining.Alarms;
import dev.pentimento.trainer.retraining.PastTrainings;
import dev.pentimento.trainer.retraining.Reservoir;
import dev.pentimento.trainer.retraining.RetrainingPolicy.Situation;
import dev.pentimento.trainer.stages.CommandLog;
import dev.pentimento.trainer.stages.Evidence;
import dev.pentimento.trainer.stages.Registry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that the trainer knows, from the topics alone. One thread's. */
final class TrainerState implements TopicFeed.Listener {
    private final CommandLog commands = new CommandLog();
    private final Evidence evidence = new Evidence();
    private final Alarms alarms = new Alarms();
    private final PastTrainings past = new PastTrainings();
    private final Reservoir reservoir;
    private final Set<String> forgotten = new LinkedHashSet<>();
    private Registry registry = Registry.EMPTY;
    private boolean sole;

    TrainerState(int reservoirSize) {
        reservoir = new Reservoir(reservoirSize);
    }

    /** From now on nobody else writes stages: those that are read are echoes of ours, perhaps outdated ones. */
    void becomeSoleWriter() {
        sole = true;
    }

    @Override
    public void version(ModelVersion version) {
        past.accept(version);
        if (registry.forgetsStage(version)) {
            forgotten.add(version.getVersion());
        } else if (version.getStage() == Stage.CANDIDATE
                || !sole
                || registry.find(version.getVersion()).isEmpty()) {
            forgotten.remove(version.getVersion());
            registry = registry.with(version);
        }
    }

    @Override
    public void versionDeleted(String id) {
        forgotten.remove(id);
        registry = registry.without(id);
    }

    @Override
    public void command(ModelCommand command) {
        commands.accept(command);
    }

    @Override
    public void quality(QualityWindow window) {
        evidence.accept(window);
    }

    @Override
    public void drift(DriftWindow window) {
        alarms.accept(window);
    }

    @Override
    public void outcome(Outcome outcome) {
        reservoir.accept(outcome);
    }

    /** What has been written, and so is. */
    void written(List<ModelVersion> versions, Optional<ModelCommand> answer) {
        registry = registry.with(versions);
        versions.forEach(version -> forgotten.remove(version.getVersion()));
        answer.ifPresent(commands::accept);
    }

    /** Versions that somebody published again, with the stage that they have to keep. */
    List<ModelVersion> toRestore() {
        return forgotten.stream().flatMap(id -> registry.find(id).stream()).toList();
    }

    Registry registry() {
        return registry;
    }

    Evidence evidence() {
        return evidence;
    }

    PastTrainings past() {
        return past;
    }

    List<ModelCommand> waitingCommands() {
        return commands.waiting();
    }

    int labelled() {
        return reservoir.size();
    }

    Situation situation(long minLabelsOfVerdict) {
        return new Situation(registry, evidence, alarms, reservoir, past, minLabelsOfVerdict);
    }
}
