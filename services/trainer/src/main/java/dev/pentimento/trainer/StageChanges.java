package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.trainer.stages.StageDecision;
import dev.pentimento.trainer.stages.StageDecision.Change;
import dev.pentimento.trainer.stages.StageDecision.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes changes of stages and answers to commands, then takes them over into the state. For one thread only. */
final class StageChanges {
    private static final Logger LOG = LoggerFactory.getLogger(StageChanges.class);

    private final TrainerState state;
    private final StageWriter writer;
    private final Candidates candidates;
    private final TrainerMetrics metrics;
    private final InstantSource clock;

    StageChanges(
            TrainerState state,
            StageWriter writer,
            Candidates candidates,
            TrainerMetrics metrics,
            InstantSource clock) {
        this.state = state;
        this.writer = writer;
        this.candidates = candidates;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Carries out and answers a command, unless the services could not load the champion that it wants. */
    void answer(ModelCommand command, StageDecision wanted) {
        answer(
                command,
                candidates.objection(wanted).<StageDecision>map(Refusal::new).orElse(wanted),
                List.of());
    }

    /** @param deleted files that no version uses any more */
    void answer(ModelCommand command, StageDecision decision, List<Artifact> deleted) {
        boolean accepted = decision instanceof Change;
        List<ModelVersion> records = decision.records();
        ModelCommand answered = ModelCommand.newBuilder(command)
                .setAnswer(new CommandAnswer(accepted, decision.detail(), clock.instant()))
                .build();
        writer.write(records, answered, deleted);
        state.written(records, Optional.of(answered));
        metrics.stagesWritten(records);
        metrics.commandAnswered(accepted);
        LOG.info(
                "{} of {} ({}): {}: {}",
                command.getKind(),
                command.getRequestedBy(),
                command.getReason(),
                accepted ? "done" : "refused",
                decision.detail());
    }

    /** Changes stages without a command. */
    void write(Change change) {
        writer.write(change.records(), null);
        state.written(change.records(), Optional.empty());
        metrics.stagesWritten(change.records());
        change.records()
                .forEach(version -> LOG.atInfo()
                        .addKeyValue("version", version.getVersion())
                        .addKeyValue("stage", version.getStage())
                        .log("{} is {}: {}", version.getVersion(), version.getStage(), version.getStageReason()));
    }

    /** The stage stays; only the version that services should try has changed. */
    void mark(ModelVersion version) {
        writer.write(List.of(version), null);
        state.written(List.of(version), Optional.empty());
        LOG.atInfo()
                .addKeyValue("version", version.getVersion())
                .log(
                        version.getTrial() == null
                                ? "version {} is loaded by an evaluation"
                                : "asks embedding and evaluation to load version {}",
                        version.getVersion());
    }
}
