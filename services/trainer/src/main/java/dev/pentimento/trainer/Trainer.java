package dev.pentimento.trainer;

import dev.pentimento.events.Artifact;
import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.PruneRequest;
import dev.pentimento.events.Stage;
import dev.pentimento.platform.trust.VersionTrust;
import dev.pentimento.trainer.pruning.Prune;
import dev.pentimento.trainer.retraining.RetrainingPolicy;
import dev.pentimento.trainer.retraining.RetrainingSettings;
import dev.pentimento.trainer.retraining.TrainingOrder;
import dev.pentimento.trainer.retraining.TrainingResult;
import dev.pentimento.trainer.retraining.TrainingResult.Cancelled;
import dev.pentimento.trainer.retraining.TrainingResult.Failed;
import dev.pentimento.trainer.retraining.TrainingResult.Published;
import dev.pentimento.trainer.stages.StageDecision;
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
    private final TrainerSettings settings;
    private final TrainerMetrics metrics;
    private final InstantSource clock;
    private final RetrainingPolicy retraining;
    private final Promotions promotions;
    private final Candidates candidates;
    private final Pruning pruning;
    private final Set<String> inHand = new HashSet<>();

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
        this.settings = settings;
        this.candidates = new Candidates(state, writer, work, trust, metrics, clock);
        this.pruning = new Pruning(state, writer, settings.pruneAfter(), clock, waits);
        this.metrics = metrics;
        this.clock = clock;
        this.promotions = new Promotions(state, settings.promotion(), clock, waits);
        this.retraining = new RetrainingPolicy(settings.retraining());
    }

    /** Does all work that is due. */
    void act() {
        work.deliver();
        List<ModelVersion> forgotten = state.toRestore();
        if (!forgotten.isEmpty()) {
            write(new Change(forgotten, "restored the stages of versions that were published again"));
        }
        candidates.act();
        StageRules.firstChampion(
                        state.registry()
                                .where(version -> version.getStage() == Stage.CHAMPION
                                        || candidates.unfit(version).isEmpty()),
                        clock.instant())
                .ifPresent(this::write);
        state.waitingCommands().forEach(this::handle);
        promotions.onEvidence().ifPresent(this::command);
        promotions.otherChange().filter(change -> objection(change).isEmpty()).ifPresent(this::write);
        promotions.loadedAfterForce().ifPresent(this::mark);
        if (!work.training()) {
            retraining.due(situation(), clock.instant()).ifPresent(order -> train(order, Optional.empty()));
        }
        if (!work.training()) {
            pruning.act();
        }
        metrics.labelled(state.labelled());
        metrics.training(work.training());
        metrics.versions(state.registry().byAge());
    }

    private void handle(ModelCommand command) {
        if (inHand.contains(command.getId())) {
            return;
        }
        switch (command.getKind()) {
            case ROLL_BACK -> answer(command, StageRules.rollBack(state.registry(), words(command), clock.instant()));
            case RETRAIN -> retrain(command);
            case PROMOTE, REJECT, REPORT_UNLOADABLE -> handleNamed(command);
        }
    }

    private void handleNamed(ModelCommand command) {
        String id = command.getVersion();
        if (command.getPrune() != null) {
            prune(command, command.getPrune());
        } else if (id == null) {
            answer(command, new Refusal("the command names no version"));
        } else if (command.getKind() == CommandKind.PROMOTE) {
            promote(command, id);
        } else if (command.getKind() == CommandKind.REJECT) {
            answer(command, StageRules.reject(state.registry(), id, words(command), clock.instant()));
        } else {
            inspect(command, id);
        }
    }

    private void prune(ModelCommand command, PruneRequest request) {
        if (work.training()) {
            answer(command, new Refusal("a training is under way, whose version may need files of a former one"));
            return;
        }
        Prune planned = pruning.planned(request);
        answer(
                command,
                request.getDryRun()
                        ? new Change(List.of(), planned.detail("would delete"))
                        : new Change(planned.records(clock.instant()), planned.detail("deleted")),
                request.getDryRun() ? List.of() : planned.files());
    }

    /** A version that the services would not load never becomes champion. */
    private Optional<String> objection(StageDecision decision) {
        return decision.records().stream()
                .filter(version -> version.getStage() == Stage.CHAMPION)
                .flatMap(version -> candidates.unfit(version).stream())
                .findFirst();
    }

    private void promote(ModelCommand command, String id) {
        Optional<String> unfit = state.registry().find(id).flatMap(candidates::unfit);
        if (unfit.isPresent()) {
            answer(command, new Refusal(unfit.get()));
            return;
        }
        promotions
                .decide(command, id)
                .ifPresentOrElse(
                        decision -> answer(command, decision),
                        () -> promotions.asking(command, id).ifPresent(this::mark));
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
            answer(command, new Refusal("there is no version " + id));
            return;
        }
        LOG.warn("{} cannot load version {}: {}", command.getRequestedBy(), id, command.getReason());
        Optional<String> unfit = candidates.unfit(version.get());
        if (unfit.isPresent()) {
            answer(command, new Refusal(unfit.get())); // not for ever: it may be signed, or a setting changed
            return;
        }
        inHand.add(command.getId());
        work.inspect(version.get(), fault -> {
            inHand.remove(command.getId());
            answer(
                    command,
                    fault.map(found -> StageRules.reject(state.registry(), id, "unusable: " + found, clock.instant()))
                            .orElseGet(() -> new Refusal("version " + id
                                    + " can be loaded here; the problem seems to be " + command.getRequestedBy())));
        });
    }

    private void retrain(ModelCommand command) {
        Optional<ModelVersion> known = state.registry().byAge().stream()
                .filter(version -> version.getTrigger().equals("command " + command.getId()))
                .findFirst();
        if (known.isPresent()) {
            // The service stopped between the publication and the answer.
            answer(
                    command,
                    new Change(List.of(), "published version " + known.get().getVersion()));
        } else if (work.training()) {
            answer(command, new Refusal("a training is under way"));
        } else {
            retraining
                    .commanded(command.getId(), situation())
                    .ifPresentOrElse(
                            order -> train(order, Optional.of(command)),
                            () -> answer(command, new Refusal(tooLittle())));
        }
    }

    private String tooLittle() {
        return state.registry().champion().isEmpty()
                ? "there is no champion to start from"
                : "there are " + retraining.usableLabels(situation()) + " labelled images to train on; at least "
                        + RetrainingSettings.FEWEST_LABELS + " are needed";
    }

    private void train(TrainingOrder order, Optional<ModelCommand> command) {
        int labels = order.positions().size();
        LOG.info(
                "training a correction for {}: {} labelled images, champion {}",
                order.trigger(),
                labels,
                order.champion().getVersion());
        command.ifPresent(each -> inHand.add(each.getId()));
        work.train(order, result -> ended(order, labels, result, command));
    }

    private void ended(TrainingOrder order, int labels, TrainingResult result, Optional<ModelCommand> command) {
        LOG.info("training for {}: {}", order.trigger(), result.detail());
        metrics.trainingEnded(result);
        command.ifPresent(each -> inHand.remove(each.getId()));
        if (result instanceof Cancelled) {
            return; // the command stays unanswered; the next start carries it out
        }
        if (result instanceof Failed) {
            state.past().failed(clock.instant());
        } else {
            state.past().ended(order.trigger(), labels, clock.instant());
        }
        StageDecision decision =
                result instanceof Published ? new Change(List.of(), result.detail()) : new Refusal(result.detail());
        command.ifPresent(each -> answer(each, decision));
    }

    private void answer(ModelCommand command, StageDecision wanted) {
        answer(command, objection(wanted).<StageDecision>map(Refusal::new).orElse(wanted), List.of());
    }

    private void answer(ModelCommand command, StageDecision decision, List<Artifact> deleted) {
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

    private void write(Change change) {
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
    private void mark(ModelVersion version) {
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

    private RetrainingPolicy.Situation situation() {
        return state.situation(settings.promotion().minLabels());
    }

    private static String words(ModelCommand command) {
        return "asked for by " + command.getRequestedBy() + ": " + command.getReason();
    }
}
