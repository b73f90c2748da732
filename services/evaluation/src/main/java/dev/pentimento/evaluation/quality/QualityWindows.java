package dev.pentimento.evaluation.quality;

import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Verdict;
import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.quality.QualityFigures;
import dev.pentimento.statistics.verdict.LabelGuard;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates the quality events from counts. */
final class QualityWindows {
    private final Duration length;
    private final VerdictRule rule;

    QualityWindows(Duration length, VerdictRule rule) {
        this.length = length;
        this.rule = rule;
    }

    QualityWindow of(QualityKey key, RevisedTally revised, LabelCoverage labels) {
        QualityTally tally = revised.tally();
        Long start = key.windowStartMillis();
        List<ArmQuality> arms = new ArrayList<>();
        arms.add(arm(ArmKey.ORIGINAL, key.version(), tally));
        arms.add(arm(ArmKey.CORRECTED, key.version(), tally));
        List<Comparison> comparisons = new ArrayList<>();
        tally.comparisons().forEach((challenger, counts) -> {
            if (challenger.arm() == Arm.CANDIDATE) {
                arms.add(arm(challenger, key.version(), tally));
            }
            Comparison.Builder comparison = comparison(challenger, key.version(), counts);
            since(comparison, revised.epoch());
            comparisons.add(judged(comparison, challenger, counts, labels));
        });
        return QualityWindow.newBuilder()
                .setModelVersion(key.version())
                .setSlice(key.slice().text())
                .setWindowStart(start == null ? null : Instant.ofEpochMilli(start))
                .setWindowEnd(start == null ? null : Instant.ofEpochMilli(start).plus(length))
                .setRevision(revised.revision())
                .setImages(tally.images())
                .setLabelled(tally.labelled())
                .setClasses(tally.classes())
                .setArms(arms)
                .setComparisons(comparisons)
                .build();
    }

    private static void since(Comparison.Builder comparison, @Nullable PairEpoch epoch) {
        if (epoch != null) {
            comparison
                    .setEpoch(epoch.number())
                    .setEpochAlarm(epoch.alarm())
                    .setEpochStart(Instant.ofEpochMilli(epoch.startMillis()));
        }
    }

    private static ArmQuality arm(ArmKey arm, String champion, QualityTally tally) {
        QualityCounts counts = tally.quality(arm);
        QualityFigures figures = counts.figures();
        return ArmQuality.newBuilder()
                .setArm(arm.arm().text())
                .setModelVersion(arm.version(champion))
                .setLabelled(figures.labelled())
                .setConfusion(figures.confusion())
                .setAccuracy(figures.accuracy())
                .setBalancedAccuracy(figures.balancedAccuracy())
                .setMacroF1(figures.macroF1())
                .setWeightedF1(figures.weightedF1())
                .setPrecision(figures.precision())
                .setRecall(figures.recall())
                .setLogLoss(figures.logLoss())
                .setBrierScore(figures.brierScore())
                .setCalibrationError(figures.calibrationError())
                .setCalibration(counts.calibration().stream()
                        .map(bin -> new CalibrationBin(bin.images(), bin.right(), bin.confidence()))
                        .toList())
                .build();
    }

    /** Adds the label coverage, and withholds a verdict that these labels do not support. */
    private static Comparison judged(
            Comparison.Builder comparison, ArmKey challenger, PairedCounts counts, LabelCoverage labels) {
        comparison.setAwaitingTurn(labels.awaitingTurn(challenger));
        if (counts.labelled() == 0) {
            return comparison.build();
        }
        double distance = labels.distance(challenger, counts);
        comparison.setLabelDistance(distance);
        if (comparison.getVerdict() != Verdict.UNDECIDED && !LabelGuard.allows(distance)) {
            comparison.setHeldBack(true);
            comparison.setHeldBackReason(heldBack(comparison.getVerdict(), distance));
            comparison.setVerdict(Verdict.UNDECIDED);
        }
        return comparison.build();
    }

    /** The distance is rounded up: otherwise it could read like the limit that it exceeds. */
    static String heldBack(Verdict verdict, double distance) {
        return String.format(
                Locale.ROOT,
                "the labels so far say %s, but the labelled images are not like all images: their sources or predicted"
                        + " classes differ by %.1f %%, and a verdict needs %.1f %% at most",
                verdict,
                Math.ceil(1000 * distance) / 10,
                100 * LabelGuard.LIMIT);
    }

    private Comparison.Builder comparison(ArmKey challenger, String champion, PairedCounts counts) {
        long labelled = counts.labelled();
        dev.pentimento.statistics.verdict.Verdict verdict = rule.judge(labelled, counts.helped(), counts.hurt());
        OptionalLong needed = verdict.labelsNeeded();
        return Comparison.newBuilder()
                .setBaseline(challenger.baseline().text())
                .setBaselineVersion(champion)
                .setChallenger(challenger.arm().text())
                .setChallengerVersion(challenger.version(champion))
                .setLabelled(labelled)
                .setHelped(counts.helped())
                .setHurt(counts.hurt())
                .setLabelledByClass(byClass(counts, counts::labelled))
                .setHelpedByClass(byClass(counts, counts::helped))
                .setHurtByClass(byClass(counts, counts::hurt))
                .setFlips(counts.flips())
                .setCompared(counts.compared())
                .setDifference(labelled == 0 ? null : verdict.difference())
                .setLower(labelled == 0 ? null : verdict.lower())
                .setUpper(labelled == 0 ? null : verdict.upper())
                .setLevel(rule.level())
                .setMargin(rule.margin())
                .setLogEvidenceHelps(verdict.logEvidenceHelps())
                .setLogEvidenceHurts(verdict.logEvidenceHurts())
                .setVerdict(Verdict.valueOf(verdict.outcome().name()))
                .setLabelsNeeded(needed.isPresent() ? needed.getAsLong() : null);
    }

    private static List<Long> byClass(PairedCounts counts, IntToLongFunction figure) {
        return IntStream.range(0, counts.classes()).mapToLong(figure).boxed().toList();
    }
}
