package dev.pentimento.trainer;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.PruneRequest;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.trainer.pruning.Prune;
import dev.pentimento.trainer.stages.StageDecision.Change;
import dev.pentimento.trainer.stages.StageDecision.Refusal;
import dev.pentimento.trainer.stages.StageRules;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Acts on the state read from the topics: stages, commands, evidence, trainings. For one thread only. */
final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final TrainerState state;
    private final StageWriter writer;
    private final BackgroundWork work;
    private final TrainerMetrics metrics;
    private final InstantSource clock;
    private final Promotions promotions;
    private final Candidates candidates;
    private final StageChanges stages;
    private final Trainings trainings;
    private final Pruning pruning;
    private final Set<String> inspected = new HashSet<>();

    /**
     * @param clock for the times in events
     * @param waits a clock that is never adjusted, for time limits
     */
    Trainer(
            TrainerState state,
            StageWriter writer,
            BackgroundWork work,
            TrainerSettings settings,
            VersionTrust trust,
            TrainerMetrics metrics,
            InstantSource clock,
            InstantSource waits) {
        this.state = state;
        this.writer = writer;
        this.work = work;
        this.candidates = new Candidates(state, writer, work, trust, metrics, clock);
        this.pruning = new Pruning(state, writer, settings.pruneAfter(), clock, waits);
        this.metrics = metrics;
        this.clock = clock;
        this.promotions = new Promotions(state, settings.promotion(), clock, waits);
        this.stages = new StageChanges(state, writer, candidates, metrics, clock);
        this.trainings = new Trainings(state, work, settings, stages, metrics, clock);
    }

    /** Does all work that is due. */
    void act() {
        work.deliver();
        List<ModelVersion> forgotten = state.toRestore();
        if (!forgotten.isEmpty()) {
            stages.write(new Change(forgotten, "restored the stages of versions that were published again"));
        }
        candidates.act();
        StageRules.firstChampion(
                        state.registry()
                                .where(version -> version.getStage() == Stage.CHAMPION
                                        || candidates.unfit(version).isEmpty()),
                        clock.instant())
                .ifPresent(stages::write);
        state.waitingCommands().forEach(this::handle);
        promotions.onEvidence().ifPresent(this::command);
        promotions.otherChange(change -> candidates.objection(change).isEmpty()).ifPresent(stages::write);
        promotions.loadedAfterForce().ifPresent(stages::mark);
        trainings.act();
        if (!work.training()) {
            pruning.act();
        }
        metrics.labelled(state.labelled());
        metrics.training(work.training());
        metrics.versions(state.registry().byAge());
    }

    private void handle(ModelCommand command) {
        if (inspected.contains(command.getId()) || trainings.answers(command)) {
            return; // it is answered when the work ends
        }
        switch (command.getKind()) {
            case ROLL_BACK ->
                stages.answer(command, StageRules.rollBack(state.registry(), words(command), clock.instant()));
            case RETRAIN -> trainings.retrain(command);
            case PROMOTE, REJECT, REPORT_UNLOADABLE -> handleNamed(command);
        }
    }

    private void handleNamed(ModelCommand command) {
        String id = command.getVersion();
        if (command.getPrune() != null) {
            prune(command, command.getPrune());
        } else if (id == null) {
            stages.answer(command, new Refusal("the command names no version"));
        } else if (command.getKind() == CommandKind.PROMOTE) {
            promote(command, id);
        } else if (command.getKind() == CommandKind.REJECT) {
            stages.answer(command, StageRules.reject(state.registry(), id, words(command), clock.instant()));
        } else {
            inspect(command, id);
        }
    }

    private void prune(ModelCommand command, PruneRequest request) {
        if (work.training()) {
            stages.answer(
                    command, new Refusal("a training is under way, whose version may need files of a former one"));
            return;
        }
        Prune planned = pruning.planned(request);
        stages.answer(
                command,
                request.getDryRun()
                        ? new Change(List.of(), planned.detail("would delete"))
                        : new Change(planned.records(clock.instant()), planned.detail("deleted")),
                request.getDryRun() ? List.of() : planned.files());
    }

    private void promote(ModelCommand command, String id) {
        Optional<String> unfit = state.registry().find(id).flatMap(candidates::unfit);
        if (unfit.isPresent()) {
            stages.answer(command, new Refusal(unfit.get()));
            return;
        }
        promotions
                .decide(command, id)
                .ifPresentOrElse(
                        decision -> stages.answer(command, decision),
                        () -> promotions.asking(command, id).ifPresent(stages::mark));
    }

    /** A command from the trainer to itself: it is answered under its id, like every command. */
    private void command(ModelCommand command) {
        writer.write(List.of(), command);
        state.learn(command);
        handle(command);
    }

    /** One instance's report is not proof, so the trainer loads and tests the version itself. */
    private void inspect(ModelCommand command, String id) {
        Optional<ModelVersion> version = state.registry().find(id);
        if (version.isEmpty()) {
            stages.answer(command, new Refusal("there is no version " + id));
            return;
        }
        LOG.warn("{} cannot load version {}: {}", command.getRequestedBy(), id, command.getReason());
        Optional<String> unfit = candidates.unfit(version.get());
        if (unfit.isPresent()) {
            stages.answer(command, new Refusal(unfit.get())); // not for ever: it may be signed, or a setting changed
            return;
        }
        inspected.add(command.getId());
        work.inspect(version.get(), fault -> {
            inspected.remove(command.getId());
            stages.answer(
                    command,
                    fault.map(found -> StageRules.reject(state.registry(), id, "unusable: " + found, clock.instant()))
                            .orElseGet(() -> new Refusal("version " + id
                                    + " can be loaded here; the problem seems to be " + command.getRequestedBy())));
        });
    }

    private static String words(ModelCommand command) {
        return "asked for by " + command.getRequestedBy() + ": " + command.getReason();
    }
}
