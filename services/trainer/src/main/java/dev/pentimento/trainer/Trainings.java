package dev.pentimento.trainer;

import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
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
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trains corrections, by policy or by command, one at a time. For one thread only. */
final class Trainings {
    private static final Logger LOG = LoggerFactory.getLogger(Trainings.class);

    private final TrainerState state;
    private final BackgroundWork work;
    private final TrainerSettings settings;
    private final RetrainingPolicy policy;
    private final StageChanges stages;
    private final TrainerMetrics metrics;
    private final InstantSource clock;
    private final Set<String> inHand = new HashSet<>();

    /** @param stages answers the commands */
    Trainings(
            TrainerState state,
            BackgroundWork work,
            TrainerSettings settings,
            StageChanges stages,
            TrainerMetrics metrics,
            InstantSource clock) {
        this.state = state;
        this.work = work;
        this.settings = settings;
        this.policy = new RetrainingPolicy(settings.retraining());
        this.stages = stages;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Starts a training if the policy wants one. */
    void act() {
        if (!work.training()) {
            policy.due(situation(), clock.instant()).ifPresent(order -> train(order, Optional.empty()));
        }
    }

    /** Whether the training that this command requested is under way. */
    boolean answers(ModelCommand command) {
        return inHand.contains(command.getId());
    }

    void retrain(ModelCommand command) {
        Optional<ModelVersion> known = state.registry().byAge().stream()
                .filter(version -> version.getTrigger().equals("command " + command.getId()))
                .findFirst();
        if (known.isPresent()) {
            // The service stopped between the publication and the answer.
            stages.answer(
                    command,
                    new Change(List.of(), "published version " + known.get().getVersion()));
        } else if (work.training()) {
            stages.answer(command, new Refusal("a training is under way"));
        } else {
            policy.commanded(command.getId(), situation())
                    .ifPresentOrElse(
                            order -> train(order, Optional.of(command)),
                            () -> stages.answer(command, new Refusal(tooLittle())));
        }
    }

    private String tooLittle() {
        return state.registry().champion().isEmpty()
                ? "there is no champion to start from"
                : "there are " + policy.usableLabels(situation()) + " labelled images to train on; at least "
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
        command.ifPresent(each -> stages.answer(each, decision));
    }

    private RetrainingPolicy.Situation situation() {
        return state.situation(settings.promotion().minLabels());
    }
}
