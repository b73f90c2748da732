package dev.pentimento.trainer;

import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelCandidate;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Outcome;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.kafka.Received;
import dev.pentimento.platform.kafka.Topic;
import dev.pentimento.trainer.candidates.CandidateLog;
import dev.pentimento.trainer.retraining.PastTrainings;
import dev.pentimento.trainer.retraining.Reservoir;
import dev.pentimento.trainer.retraining.RetrainingPolicy.Situation;
import dev.pentimento.trainer.stages.CommandLog;
import dev.pentimento.trainer.stages.DriftAlarms;
import dev.pentimento.trainer.stages.Evidence;
import dev.pentimento.trainer.stages.LoadReports;
import dev.pentimento.trainer.stages.VersionStages;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/** The trainer's entire state, read from the topics. For one thread only. */
final class TrainerState {
    private final CommandLog commands = new CommandLog();
    private final CandidateLog candidates = new CandidateLog();
    private final LoadReports reports = new LoadReports();
    private final Evidence evidence = new Evidence();
    private final DriftAlarms alarms = new DriftAlarms();
    private final PastTrainings past = new PastTrainings();
    private final Reservoir reservoir;
    private final Set<String> forgotten = new LinkedHashSet<>();
    /** Versions that this trainer has entered but not yet read back. */
    private final Set<String> entered = new HashSet<>();

    private VersionStages registry = VersionStages.EMPTY;
    private boolean sole;

    TrainerState(int reservoirSize) {
        reservoir = new Reservoir(reservoirSize);
    }

    /** From now on, only this trainer writes stages. The stages that it reads are its own and may be outdated. */
    void becomeSoleWriter() {
        sole = true;
    }

    /** Applies a record that was read; a record without an event deletes a version. */
    void accept(Received<SpecificRecord> received) {
        received.event().ifPresent(this::learn);
        if (received.event().isEmpty() && received.topic() == Topic.MODEL_VERSIONS) {
            forgotten.remove(received.key());
            registry = registry.without(received.key());
        }
    }

    void learn(SpecificRecord event) {
        if (event instanceof ModelVersion version) {
            learnVersion(version);
        } else if (event instanceof ModelCommand command) {
            commands.accept(command);
            reports.accept(command);
        } else if (event instanceof ModelCandidate candidate) {
            candidates.accept(candidate);
        } else if (event instanceof QualityWindow window) {
            evidence.accept(window);
        } else if (event instanceof DriftWindow window) {
            alarms.accept(window);
        } else if (event instanceof Outcome outcome) {
            reservoir.accept(outcome);
        }
    }

    private void learnVersion(ModelVersion version) {
        past.accept(version);
        if (version.getStage() == Stage.CANDIDATE && entered.remove(version.getVersion())) {
            return; // an echo, and perhaps older than the stage that is known
        }
        if (sole && (version.getTrial() != null || version.getRecalledForAlarm() != null)) {
            return; // no publisher sets these: this is an echo, and may be older than the stage that is known
        }
        if (registry.forgetsStage(version)) {
            forgotten.add(version.getVersion());
        } else if (version.getStage() == Stage.CANDIDATE
                || !sole
                || registry.find(version.getVersion()).isEmpty()) {
            forgotten.remove(version.getVersion());
            registry = registry.with(version);
        }
    }

    /** Applies a change that was just written. */
    void written(List<ModelVersion> versions, Optional<ModelCommand> answer) {
        registry = registry.with(versions);
        versions.forEach(version -> forgotten.remove(version.getVersion()));
        answer.ifPresent(commands::accept);
    }

    /** Applies the answer to a candidate, and the version if it entered the registry. */
    void answered(ModelCandidate answer, Optional<ModelVersion> version) {
        candidates.accept(answer);
        version.ifPresent(each -> {
            if (each.getStage() == Stage.CANDIDATE) {
                entered.add(each.getVersion());
            }
            registry = registry.with(each);
        });
    }

    /** Versions that were published again, with the stage that they must retain. */
    List<ModelVersion> toRestore() {
        return forgotten.stream().flatMap(id -> registry.find(id).stream()).toList();
    }

    VersionStages registry() {
        return registry;
    }

    LoadReports reports() {
        return reports;
    }

    Evidence evidence() {
        return evidence;
    }

    DriftAlarms alarms() {
        return alarms;
    }

    PastTrainings past() {
        return past;
    }

    List<ModelCommand> waitingCommands() {
        return commands.waiting();
    }

    List<ModelCandidate> waitingCandidates() {
        return candidates.waiting();
    }

    int labelled() {
        return reservoir.size();
    }

    Situation situation(long minLabelsOfVerdict) {
        return new Situation(registry, evidence, alarms, reservoir, past, minLabelsOfVerdict);
    }
}
