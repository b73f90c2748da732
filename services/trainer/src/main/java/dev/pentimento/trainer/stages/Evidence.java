package dev.pentimento.trainer.stages;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code prediction-quality} says since each version became champion. Not safe for several threads.
 *
 * <p>Only whole records are looked at: slice {@code all}, no window.
 */
public final class Evidence {
    private static final String ALL = "all";

    private final Map<String, QualityWindow> byChampion = new HashMap<>();

    /** @return whether it is evidence, and not the quality of a window or a slice */
    public boolean accept(QualityWindow window) {
        if (!window.getSlice().equals(ALL) || window.getWindowStart() != null) {
            return false;
        }
        byChampion.put(window.getModelVersion(), window);
        return true;
    }

    /** What a champion's correction does against no correction. */
    public Optional<Comparison> ofCorrection(String champion) {
        return comparisons(champion)
                .filter(each -> each.getBaseline().equals("original")
                        && each.getChallenger().equals("corrected"))
                .findFirst();
    }

    /** Whether the champion's correction is shown to make the opinions worse, on enough labels. */
    public boolean correctionHurts(String champion, long minLabels) {
        return ofCorrection(champion)
                .filter(each -> each.getVerdict() == Verdict.HURTS && each.getLabelled() >= minLabels)
                .isPresent();
    }

    /** What a candidate does against the champion. */
    Optional<Comparison> ofCandidate(String champion, String candidate) {
        return comparisons(champion)
                .filter(Evidence::ofCandidate)
                .filter(each -> each.getChallengerVersion().equals(candidate))
                .findFirst();
    }

    private Stream<Comparison> comparisons(String champion) {
        QualityWindow window = byChampion.get(champion);
        return window == null ? Stream.empty() : window.getComparisons().stream();
    }

    private static boolean ofCandidate(Comparison comparison) {
        return comparison.getBaseline().equals("corrected")
                && comparison.getChallenger().equals("candidate");
    }
}
