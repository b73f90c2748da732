package dev.pentimento.dashboard.state;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Quality of every arm in one window.
 *
 * @param start none: since the version began
 * @param classes names of the classes; empty in a window, as is what is told by class
 */
public record QualityEntry(
        String version,
        String slice,
        @Nullable Instant start,
        @Nullable Instant end,
        long revision,
        long images,
        long labelled,
        List<String> classes,
        List<Arm> arms,
        List<Paired> comparisons) {

    /**
     * One arm's figures.
     *
     * @param confusion row after row, true class by predicted class; only since the version began, as precision and recall
     */
    public record Arm(
            String arm,
            String version,
            long labelled,
            @Nullable Double accuracy,
            @Nullable Double balancedAccuracy,
            @Nullable Double macroF1,
            @Nullable Double weightedF1,
            @Nullable Double logLoss,
            @Nullable Double brierScore,
            @Nullable Double calibrationError,
            List<Double> precision,
            List<Double> recall,
            List<Long> confusion) {

        static Arm of(ArmQuality arm, boolean byClass) {
            return new Arm(
                    arm.getArm(),
                    arm.getModelVersion(),
                    arm.getLabelled(),
                    arm.getAccuracy(),
                    arm.getBalancedAccuracy(),
                    arm.getMacroF1(),
                    arm.getWeightedF1(),
                    arm.getLogLoss(),
                    arm.getBrierScore(),
                    arm.getCalibrationError(),
                    byClass ? List.copyOf(arm.getPrecision()) : List.of(),
                    byClass ? List.copyOf(arm.getRecall()) : List.of(),
                    byClass ? List.copyOf(arm.getConfusion()) : List.of());
        }
    }

    /** A paired comparison of two arms; differences are of accuracy, -1 to 1. */
    public record Paired(
            String baseline,
            String baselineVersion,
            String challenger,
            String challengerVersion,
            long labelled,
            long helped,
            long hurt,
            long flips,
            long compared,
            @Nullable Double difference,
            @Nullable Double lower,
            @Nullable Double upper,
            double level,
            double margin,
            Verdict verdict,
            @Nullable Long labelsNeeded) {

        static Paired of(Comparison comparison) {
            return new Paired(
                    comparison.getBaseline(),
                    comparison.getBaselineVersion(),
                    comparison.getChallenger(),
                    comparison.getChallengerVersion(),
                    comparison.getLabelled(),
                    comparison.getHelped(),
                    comparison.getHurt(),
                    comparison.getFlips(),
                    comparison.getCompared(),
                    comparison.getDifference(),
                    comparison.getLower(),
                    comparison.getUpper(),
                    comparison.getLevel(),
                    comparison.getMargin(),
                    comparison.getVerdict(),
                    comparison.getLabelsNeeded());
        }
    }

    static QualityEntry of(QualityWindow window) {
        boolean total = window.getWindowStart() == null;
        return new QualityEntry(
                window.getModelVersion(),
                window.getSlice(),
                window.getWindowStart(),
                window.getWindowEnd(),
                window.getRevision(),
                window.getImages(),
                window.getLabelled(),
                total ? List.copyOf(window.getClasses()) : List.of(),
                window.getArms().stream().map(arm -> Arm.of(arm, total)).toList(),
                window.getComparisons().stream().map(Paired::of).toList());
    }

    Optional<Arm> arm(String name) {
        return arms.stream().filter(arm -> arm.arm().equals(name)).findFirst();
    }

    /** The comparison with that challenger, such as {@code corrected}. */
    Optional<Paired> against(String challenger) {
        return comparisons.stream()
                .filter(paired -> paired.challenger().equals(challenger))
                .findFirst();
    }
}
