package dev.pentimento.trainer;

import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.trainer.stages.PromotionPolicy;
import dev.pentimento.trainer.stages.PromotionPolicy.Promotion;
import dev.pentimento.trainer.stages.PromotionSettings;
import dev.pentimento.trainer.stages.StageDecision;
import dev.pentimento.trainer.stages.StageDecision.Change;
import dev.pentimento.trainer.stages.StageDecision.Refusal;
import dev.pentimento.trainer.stages.StageRules;
import dev.pentimento.trainer.stages.Trials;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Decides promotions requested by users or by evidence. Unless it is forced, a version is promoted only after the
 * services have loaded it. For one thread only.
 */
final class Promotions {
    /** After a refusal, evidence retries, because the machines may have been fixed. */
    private static final Duration ASK_AGAIN = Duration.ofMinutes(10);

    private static final String BY_EVIDENCE = "trainer";

    private final TrainerState state;
    private final PromotionPolicy policy;
    private final Trials trials;
    private final InstantSource clock;
    private final InstantSource waits;
    private final Map<String, Instant> refusedUntil = new HashMap<>();

    /**
     * @param clock for the times in events
     * @param waits a clock that is never adjusted, for time limits
     */
    Promotions(TrainerState state, PromotionSettings settings, InstantSource clock, InstantSource waits) {
        this.waits = waits;
        this.state = state;
        this.policy = new PromotionPolicy(settings);
        this.trials = new Trials(state.reports());
        this.clock = clock;
    }

    /** The PROMOTE that the evidence demands, if there is none yet. */
    Optional<ModelCommand> onEvidence() {
        return demanded()
                .filter(promotion -> waiting(command -> promotion.version().equals(command.getVersion()))
                        .isEmpty())
                .map(promotion -> ModelCommand.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setKind(CommandKind.PROMOTE)
                        .setVersion(promotion.version())
                        .setReason(promotion.reason())
                        .setRequestedBy(BY_EVIDENCE)
                        .setRequestedAt(clock.instant())
                        .build());
    }

    /**
     * The rejection, rollback or recall that evidence and alarms demand, if they demand no promotion.
     *
     * @param possible whether a change can be made; one that cannot does not keep the others waiting
     */
    Optional<Change> otherChange(Predicate<Change> possible) {
        return demanded().isPresent()
                ? Optional.empty()
                : policy.others(state.registry(), state.evidence(), state.alarms(), clock.instant())
                        .filter(possible)
                        .findFirst();
    }

    private Optional<Promotion> demanded() {
        return policy.promotion(state.registry(), state.evidence()).filter(promotion -> {
            Instant until = refusedUntil.get(promotion.version());
            return until == null || !waits.instant().isBefore(until);
        });
    }

    /** The decision on a PROMOTE of this version; empty while services try to load the version. */
    Optional<StageDecision> decide(ModelCommand command, String id) {
        String words = words(command);
        StageDecision decision = StageRules.promote(state.registry(), id, words, clock.instant());
        Optional<ModelVersion> champion = state.registry().champion();
        if (decision instanceof Refusal || champion.isEmpty()) {
            return Optional.of(decision);
        }
        if (command.getForce()) {
            return Optional.of(StageRules.force(state.registry(), id, words, command.getId(), clock.instant()));
        }
        ModelVersion version = state.registry().find(id).orElseThrow();
        if (!command.getId().equals(version.getTrial())) {
            return Optional.empty();
        }
        Trials.State tried = trials.look(command.getId(), version, champion.get(), waits.instant());
        if (tried instanceof Trials.State.Failed failed) {
            return Optional.of(refused(command, version, champion.get(), failed.reason()));
        }
        return tried instanceof Trials.State.Passed
                ? Optional.of(stillDemanded(command, version).orElse(decision))
                : Optional.empty();
    }

    /** The trial took time, in which a drift may have ended and evidence begun anew. */
    private Optional<StageDecision> stillDemanded(ModelCommand command, ModelVersion version) {
        return !command.getRequestedBy().equals(BY_EVIDENCE)
                        || policy.demands(state.registry(), state.evidence(), version.getVersion())
                ? Optional.empty()
                : Optional.of(new Refusal(
                        List.of(StageRules.onTrial(version, null)),
                        "version " + version.getVersion()
                                + " is not promoted: while it was tried, the evidence stopped demanding it"));
    }

    private Refusal refused(ModelCommand command, ModelVersion version, ModelVersion champion, String reason) {
        if (command.getRequestedBy().equals(BY_EVIDENCE)) {
            refusedUntil.put(version.getVersion(), waits.instant().plus(ASK_AGAIN));
        }
        return new Refusal(
                List.of(StageRules.onTrial(version, null)),
                "version " + version.getVersion() + " is not promoted: " + reason + "; champion "
                        + champion.getVersion() + " stays; --force promotes it anyway");
    }

    /** The version with the mark that requests services to load it, if it must be written now. */
    Optional<ModelVersion> asking(ModelCommand command, String id) {
        return state.registry()
                .find(id)
                .filter(version -> {
                    String trial = version.getTrial();
                    return trial == null
                            || !trial.equals(command.getId())
                                    && waiting(each -> each.getId().equals(trial))
                                            .isEmpty(); // that one is decided first
                })
                .map(version -> StageRules.onTrial(version, command.getId()));
    }

    /** A forced champion, without its mark, if an evaluation has now loaded it. */
    Optional<ModelVersion> loadedAfterForce() {
        return state.registry()
                .champion()
                .filter(champion -> champion.getTrial() != null
                        && state.reports().loaded(champion.getVersion(), champion.getTrial(), Trials.EVALUATION))
                .map(champion -> StageRules.onTrial(champion, null));
    }

    private Optional<ModelCommand> waiting(Predicate<ModelCommand> which) {
        return state.waitingCommands().stream()
                .filter(command -> command.getKind() == CommandKind.PROMOTE && which.test(command))
                .findFirst();
    }

    private static String words(ModelCommand command) {
        if (command.getRequestedBy().equals(BY_EVIDENCE)) {
            return command.getReason();
        }
        return (command.getForce() ? "forced by " : "asked for by ") + command.getRequestedBy() + ": "
                + command.getReason();
    }
}
