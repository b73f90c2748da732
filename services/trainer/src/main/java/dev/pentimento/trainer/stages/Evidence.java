package dev.pentimento.trainer.stages;

import dev.pentimento.events.Arm;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.FormerEvidence;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.events.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The comparisons in {@code prediction-quality} since each version became champion. It uses only records over all images
 * and without a window. Not thread-safe.
 */
public final class Evidence {
    private final Map<String, QualityWindow> byChampion = new HashMap<>();

    /** @return whether the record is evidence, rather than the quality of a window or a slice */
    public boolean accept(QualityWindow window) {
        if (!new Slice(window.getSlice()).isAll() || window.getWindowStart() != null) {
            return false;
        }
        byChampion.put(window.getModelVersion(), window);
        return true;
    }

    /** The comparison of a champion's correction with no correction. */
    public Optional<Comparison> ofCorrection(String champion) {
        return comparisons(champion)
                .filter(each -> Arm.ORIGINAL.is(each.getBaseline()) && Arm.CORRECTED.is(each.getChallenger()))
                .findFirst();
    }

    /** Whether the verdict on the champion's correction is HURTS, on enough labels. */
    public boolean correctionHurts(String champion, long minLabels) {
        return ofCorrection(champion)
                .filter(each -> each.getVerdict() == Verdict.HURTS && Figures.labels(each) >= minLabels)
                .isPresent();
    }

    /** The comparison of a candidate with the champion; of one that was recalled, only what was counted since then. */
    Optional<Comparison> ofCandidate(String champion, ModelVersion candidate) {
        return counted(champion, candidate.getVersion()).map(all -> SinceRecall.of(all, candidate));
    }

    /** What the comparison of a candidate with the champion has counted so far; null: there is none. */
    @Nullable
    FormerEvidence until(String champion, String candidate) {
        return counted(champion, candidate)
                .map(all ->
                        new FormerEvidence(champion, all.getEpoch(), all.getLabelled(), all.getHelped(), all.getHurt()))
                .orElse(null);
    }

    private Optional<Comparison> counted(String champion, String candidate) {
        return comparisons(champion)
                .filter(Evidence::ofCandidate)
                .filter(each -> each.getChallengerVersion().equals(candidate))
                .findFirst();
    }

    /** Whether there is no verdict on a candidate yet. */
    public boolean undecided(String champion, ModelVersion candidate) {
        return ofCandidate(champion, candidate)
                .map(each -> each.getVerdict() == Verdict.UNDECIDED)
                .orElse(true);
    }

    private Stream<Comparison> comparisons(String champion) {
        QualityWindow window = byChampion.get(champion);
        return window == null ? Stream.empty() : window.getComparisons().stream();
    }

    private static boolean ofCandidate(Comparison comparison) {
        return Arm.CORRECTED.is(comparison.getBaseline()) && Arm.CANDIDATE.is(comparison.getChallenger());
    }
}
