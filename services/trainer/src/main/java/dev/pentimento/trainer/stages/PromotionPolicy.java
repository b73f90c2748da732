package dev.pentimento.trainer.stages;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Verdict;
import dev.pentimento.trainer.stages.Decision.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes stages on evidence alone, where the settings allow it. A candidate that helps beyond its share of the error
 * budget becomes champion; one that is shown to hurt, or to make no difference, is rejected; a champion whose correction
 * is shown to hurt is rolled back. Rejections and roll-backs lead to nothing new being served, so they rest on the
 * verdict as it is and take nothing from the budget.
 *
 * <p>The numbers in the budget are ranks by age: the champion's among all versions, the candidate's among those after
 * the first.
 */
public final class PromotionPolicy {
    private final PromotionSettings settings;
    private final ErrorBudget budget;

    public PromotionPolicy(PromotionSettings settings) {
        this.settings = settings;
        this.budget = new ErrorBudget(settings.level());
    }

    /** The next change that the evidence asks for, if any. */
    public Optional<Change> next(Registry registry, Evidence evidence, Instant now) {
        if (!settings.automatic() || registry.champion().isEmpty()) {
            return Optional.empty();
        }
        String champion = registry.champion().get().getVersion();
        List<Trial> trials = trials(registry, evidence, champion);
        return promotion(registry, trials, now)
                .or(() -> rejection(registry, trials, now))
                .or(() -> rollBack(registry, evidence, champion, now));
    }

    /** A candidate with enough labels to be decided on, and its place in the error budget. */
    private record Trial(ModelVersion candidate, Comparison comparison, long number, long championNumber) {}

    private List<Trial> trials(Registry registry, Evidence evidence, String champion) {
        List<ModelVersion> byAge = registry.byAge();
        long championNumber = 1 + byAge.indexOf(registry.champion().orElseThrow());
        List<Trial> trials = new ArrayList<>();
        for (ModelVersion candidate : registry.candidates()) {
            long number = Math.max(1, byAge.indexOf(candidate));
            evidence.ofCandidate(champion, candidate.getVersion())
                    .filter(comparison -> comparison.getLabelled() >= settings.minLabels())
                    .ifPresent(comparison -> trials.add(new Trial(candidate, comparison, number, championNumber)));
        }
        return trials;
    }

    private Optional<Change> promotion(Registry registry, List<Trial> trials, Instant now) {
        return trials.stream()
                .filter(trial -> trial.comparison().getLogEvidenceHelps() >= needed(trial))
                .max(Comparator.comparingDouble(trial -> difference(trial.comparison())))
                .flatMap(trial -> changeIn(
                        StageRules.promote(registry, trial.candidate().getVersion(), reasonToPromote(trial), now)));
    }

    private static Optional<Change> rejection(Registry registry, List<Trial> trials, Instant now) {
        return trials.stream()
                .filter(trial -> trial.comparison().getVerdict() == Verdict.HURTS
                        || trial.comparison().getVerdict() == Verdict.EQUIVALENT)
                .findFirst()
                .flatMap(trial -> changeIn(StageRules.reject(
                        registry,
                        trial.candidate().getVersion(),
                        "verdict " + trial.comparison().getVerdict() + " against champion "
                                + trial.comparison().getBaselineVersion() + ": " + figures(trial.comparison()),
                        now)));
    }

    private Optional<Change> rollBack(Registry registry, Evidence evidence, String champion, Instant now) {
        return evidence.ofCorrection(champion)
                .filter(comparison -> evidence.correctionHurts(champion, settings.minLabels()))
                .flatMap(comparison -> changeIn(StageRules.rollBack(
                        registry, "the correction of " + champion + " hurts: " + figures(comparison), now)));
    }

    private String reasonToPromote(Trial trial) {
        return String.format(
                Locale.ROOT,
                "helps against champion %s: %s; logarithm of the evidence %.2f, needed %.2f (candidate %d under champion"
                        + " %d, of the shared error probability %s)",
                trial.comparison().getBaselineVersion(),
                figures(trial.comparison()),
                trial.comparison().getLogEvidenceHelps(),
                needed(trial),
                trial.number(),
                trial.championNumber(),
                settings.level());
    }

    private double needed(Trial trial) {
        return budget.logNeeded(trial.number(), trial.championNumber());
    }

    private static String figures(Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "on %d labelled images %d helped and %d hurt, accuracy %+.1f points (%+.1f to %+.1f)",
                comparison.getLabelled(),
                comparison.getHelped(),
                comparison.getHurt(),
                100 * difference(comparison),
                100 * Objects.requireNonNullElse(comparison.getLower(), -1.0),
                100 * Objects.requireNonNullElse(comparison.getUpper(), 1.0));
    }

    private static double difference(Comparison comparison) {
        return Objects.requireNonNullElse(comparison.getDifference(), 0.0);
    }

    /** A refusal is no change: there may be nothing to roll back to. */
    private static Optional<Change> changeIn(Decision decision) {
        return decision instanceof Change change ? Optional.of(change) : Optional.empty();
    }
}
