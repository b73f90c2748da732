package dev.pentimento.dashboard.state;

import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Verdict;
import dev.pentimento.statistics.quality.RateSequence;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
    private static final double USUAL_LEVEL = 0.05;

    /**
     * One arm's figures.
     *
     * @param accuracyInterval confidence sequence of the accuracy
     * @param balancedInterval confidence sequence of the balanced accuracy
     * @param confusion row after row, true class by predicted class; only since the version began, as precision, recall and
     *     calibration
     * @param calibration reliability diagram: bins of confidence that have images
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
            @Nullable Interval accuracyInterval,
            @Nullable Interval balancedInterval,
            List<Double> precision,
            List<Double> recall,
            List<Long> confusion,
            List<Bin> calibration) {

        static Arm of(ArmQuality arm, double level, boolean byClass) {
            long[][] byTruth = rightAndAll(arm.getConfusion());
            long right = Arrays.stream(byTruth[0]).sum();
            boolean known = arm.getLabelled() > 0;
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
                    known ? RateSequence.of(right, Arrays.stream(byTruth[1]).sum(), level) : null,
                    known ? RateSequence.of(byTruth[0], byTruth[1], level) : null,
                    byClass ? List.copyOf(arm.getPrecision()) : List.of(),
                    byClass ? List.copyOf(arm.getRecall()) : List.of(),
                    byClass ? List.copyOf(arm.getConfusion()) : List.of(),
                    byClass ? arm.getCalibration().stream().map(Bin::of).toList() : List.of());
        }

        /** By true class: images predicted rightly, and all. */
        private static long[][] rightAndAll(List<Long> confusion) {
            int classes = (int) Math.round(Math.sqrt(confusion.size()));
            long[][] counts = new long[2][classes];
            for (int cell = 0; cell < classes * classes; cell++) {
                counts[0][cell / classes] += cell / classes == cell % classes ? confusion.get(cell) : 0;
                counts[1][cell / classes] += confusion.get(cell);
            }
            return counts;
        }
    }

    /**
     * One bin of a reliability diagram.
     *
     * @param accuracy share predicted rightly
     * @param confidence mean probability of the predicted class
     */
    public record Bin(long images, double accuracy, double confidence) {
        static Bin of(CalibrationBin bin) {
            return new Bin(bin.getImages(), (double) bin.getRight() / bin.getImages(), bin.getConfidence());
        }
    }

    /**
     * A paired comparison of two arms; differences are of accuracy, -1 to 1.
     *
     * @param heldBackReason why no verdict is given although the labels so far would decide; none: it is not held back
     * @param awaitingTurn labelled images that are no evidence yet, as earlier ones still wait for their labels
     * @param labelledByClass labelled images by true class, in the order of the classes; only since the version began, as
     *     helped and hurt by class; empty where the evaluation did not tell
     */
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
            @Nullable Long labelsNeeded,
            @Nullable String heldBackReason,
            @Nullable Double labelDistance,
            long awaitingTurn,
            List<Long> labelledByClass,
            List<Long> helpedByClass,
            List<Long> hurtByClass) {

        static Paired of(Comparison comparison, boolean byClass) {
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
                    comparison.getLabelsNeeded(),
                    comparison.getHeldBack()
                            ? Objects.requireNonNullElse(comparison.getHeldBackReason(), "of how the labels came")
                            : null,
                    comparison.getLabelDistance(),
                    comparison.getAwaitingTurn(),
                    byClass ? List.copyOf(comparison.getLabelledByClass()) : List.of(),
                    byClass ? List.copyOf(comparison.getHelpedByClass()) : List.of(),
                    byClass ? List.copyOf(comparison.getHurtByClass()) : List.of());
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
                window.getArms().stream()
                        .map(arm -> Arm.of(arm, level(window), total))
                        .toList(),
                window.getComparisons().stream()
                        .map(comparison -> Paired.of(comparison, total))
                        .toList());
    }

    /** That of the window's verdicts. */
    private static double level(QualityWindow window) {
        return window.getComparisons().stream()
                .mapToDouble(Comparison::getLevel)
                .findFirst()
                .orElse(USUAL_LEVEL);
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
