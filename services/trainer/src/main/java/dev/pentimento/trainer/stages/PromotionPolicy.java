package dev.pentimento.trainer.stages;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.FormerEvidence;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Verdict;
import dev.pentimento.trainer.stages.StageDecision.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes stages based on evidence, if the settings allow it. A candidate becomes champion once its evidence exceeds
 * its share of the error budget. A candidate whose verdict is HURTS or EQUIVALENT is rejected. A champion whose
 * correction HURTS is rolled back. Corrections that were learned for a drift are taken back when it has gone
 * ({@link DriftCorrections}). None of these introduces a new version, so they depend only on the verdict or its
 * confidence sequence, and use none of the budget.
 *
 * <p>The numbers in the budget are ranks by age: the champion's among all versions, the candidate's among those after the
 * first. The third number counts the tests under this champion: two for each epoch of the evidence.
 */
public final class PromotionPolicy {
    private final PromotionSettings settings;
    private final ErrorBudget budget;
    private final DriftCorrections ofDrift;

    public PromotionPolicy(PromotionSettings settings) {
        this.settings = settings;
        this.budget = new ErrorBudget(settings.level());
        this.ofDrift = new DriftCorrections(settings.minLabels());
    }

    /** A candidate that the evidence promotes to champion. */
    public record Promotion(String version, String reason) {}

    /** The promotion that the evidence demands, if any. */
    public Optional<Promotion> promotion(VersionStages registry, Evidence evidence) {
        return contests(registry, evidence).stream()
                .filter(contest -> contest.comparison().getLogEvidenceHelps() >= needed(contest))
                .max(Comparator.comparingDouble(contest -> Figures.difference(contest.comparison())))
                .map(contest -> new Promotion(contest.candidate().getVersion(), reasonToPromote(contest)));
    }

    /** Whether the evidence demands to promote this version, or another one together with it. */
    public boolean demands(VersionStages registry, Evidence evidence, String version) {
        return contests(registry, evidence).stream()
                .anyMatch(contest -> contest.candidate().getVersion().equals(version)
                        && contest.comparison().getLogEvidenceHelps() >= needed(contest));
    }

    /**
     * The rejections, rollbacks and recalls that evidence and alarms demand, most urgent first. Each is for the present
     * registry: after one of them, they must be asked for again.
     */
    public Stream<Change> others(VersionStages registry, Evidence evidence, DriftAlarms alarms, Instant now) {
        if (!settings.automatic() || registry.champion().isEmpty()) {
            return Stream.empty();
        }
        ModelVersion champion = registry.champion().get();
        return Stream.of(
                        rejections(registry, contests(registry, evidence), alarms, now),
                        ofDrift.takeBack(registry, champion, evidence, alarms, now).stream(),
                        rollBack(registry, evidence, champion.getVersion(), now).stream(),
                        ofDrift.recall(registry, champion, evidence, alarms, now).stream())
                .flatMap(changes -> changes);
    }

    /** A candidate with enough labels for a decision, and its rank in the error budget. */
    private record Contest(ModelVersion candidate, Comparison comparison, long number, long championNumber) {}

    private List<Contest> contests(VersionStages registry, Evidence evidence) {
        if (!settings.automatic() || registry.champion().isEmpty()) {
            return List.of();
        }
        String champion = registry.champion().get().getVersion();
        List<ModelVersion> byAge = registry.byAge();
        long championNumber = 1 + byAge.indexOf(registry.champion().get());
        List<Contest> contests = new ArrayList<>();
        for (ModelVersion candidate : registry.candidates()) {
            long number = Math.max(1, byAge.indexOf(candidate));
            evidence.ofCandidate(champion, candidate)
                    .filter(comparison -> !comparison.getHeldBack())
                    .filter(comparison -> Figures.labels(comparison) >= settings.minLabels())
                    .ifPresent(comparison -> contests.add(new Contest(candidate, comparison, number, championNumber)));
        }
        return contests;
    }

    private static Stream<Change> rejections(
            VersionStages registry, List<Contest> contests, DriftAlarms alarms, Instant now) {
        return contests.stream()
                .filter(contest -> contest.comparison().getVerdict() == Verdict.HURTS
                        || contest.comparison().getVerdict() == Verdict.EQUIVALENT)
                .flatMap(contest -> rejection(registry, contest, alarms, now).stream());
    }

    private static Optional<Change> rejection(
            VersionStages registry, Contest contest, DriftAlarms alarms, Instant now) {
        String reason = "verdict " + contest.comparison().getVerdict() + " against champion "
                + contest.comparison().getBaselineVersion() + ": " + Figures.of(contest.comparison());
        ModelVersion champion = registry.champion().orElseThrow();
        return DriftCorrections.isKept(contest.candidate(), champion, alarms)
                ? Optional.of(StageRules.keep(registry, contest.candidate(), reason, now))
                : changeIn(StageRules.reject(registry, contest.candidate().getVersion(), reason, now));
    }

    private Optional<Change> rollBack(VersionStages registry, Evidence evidence, String champion, Instant now) {
        return evidence.ofCorrection(champion)
                .filter(comparison -> evidence.correctionHurts(champion, settings.minLabels()))
                .flatMap(comparison -> changeIn(StageRules.rollBack(
                        registry, "the correction of " + champion + " hurts: " + Figures.of(comparison), now)));
    }

    private String reasonToPromote(Contest contest) {
        return String.format(
                Locale.ROOT,
                "helps against champion %s: %s; logarithm of the evidence %.2f, needed %.2f (candidate %d under"
                        + " champion %d in epoch %d, of the shared error probability %s)",
                contest.comparison().getBaselineVersion(),
                Figures.of(contest.comparison()),
                contest.comparison().getLogEvidenceHelps(),
                needed(contest),
                contest.number(),
                contest.championNumber(),
                contest.comparison().getEpoch(),
                settings.level());
    }

    private double needed(Contest contest) {
        return budget.logNeeded(contest.number(), contest.championNumber(), testNumber(contest));
    }

    /** In each epoch there may be two tests: of a candidate as it came, and of one that was recalled. */
    private static long testNumber(Contest contest) {
        FormerEvidence before = contest.candidate().getFormerEvidence();
        boolean recalled = before != null
                && before.getChampion().equals(contest.comparison().getBaselineVersion())
                && before.getEpoch() == contest.comparison().getEpoch();
        return 1 + 2 * contest.comparison().getEpoch() + (recalled ? 1 : 0);
    }

    /** Empty for a refusal, for example if there is no version to return to. */
    private static Optional<Change> changeIn(StageDecision decision) {
        return decision instanceof Change change ? Optional.of(change) : Optional.empty();
    }
}
