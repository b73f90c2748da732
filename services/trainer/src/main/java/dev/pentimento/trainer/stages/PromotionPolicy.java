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
 * <p>A candidate's number in the budget is its rank by age among the versions after the first, plus the number of
 * comparisons that were begun again under another champion: each is a test of its own.
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

    /** A candidate with enough labels to be decided on, and its number in the error budget. */
    private record Trial(ModelVersion candidate, Comparison comparison, long test) {}

    private List<Trial> trials(Registry registry, Evidence evidence, String champion) {
        List<ModelVersion> byAge = registry.byAge();
        List<Trial> trials = new ArrayList<>();
        for (ModelVersion candidate : registry.candidates()) {
            long test = Math.max(1, byAge.indexOf(candidate)) + evidence.begunAgain();
            evidence.ofCandidate(champion, candidate.getVersion())
                    .filter(comparison -> comparison.getLabelled() >= settings.minLabels())
                    .ifPresent(comparison -> trials.add(new Trial(candidate, comparison, test)));
        }
        return trials;
    }

    private Optional<Change> promotion(Registry registry, List<Trial> trials, Instant now) {
        return trials.stream()
                .filter(trial -> trial.comparison().getLogEvidenceHelps() >= budget.logNeeded(trial.test()))
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
                "helps against champion %s: %s; logarithm of the evidence %.2f, needed %.2f (test %d under the shared error"
                        + " probability %s)",
                trial.comparison().getBaselineVersion(),
                figures(trial.comparison()),
                trial.comparison().getLogEvidenceHelps(),
                budget.logNeeded(trial.test()),
                trial.test(),
                settings.level());
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
