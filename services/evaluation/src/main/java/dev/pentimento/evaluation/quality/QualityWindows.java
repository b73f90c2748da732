package dev.pentimento.evaluation.quality;

import dev.pentimento.events.Arm;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.quality.QualityFigures;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Creates the quality events from counts. */
final class QualityWindows {
    private final Duration length;
    private final VerdictRule rule;
    private final ComparisonVerdicts verdicts;

    QualityWindows(Duration length, VerdictRule rule) {
        this.length = length;
        this.rule = rule;
        verdicts = new ComparisonVerdicts(rule);
    }

    QualityWindow of(QualityKey key, RevisedTally revised, LabelCoverage labels) {
        QualityTally tally = revised.tally();
        Long start = key.windowStartMillis();
        List<ArmQuality> arms = new ArrayList<>();
        boolean total = start == null;
        arms.add(arm(ArmKey.ORIGINAL, key.version(), tally, total));
        arms.add(arm(ArmKey.CORRECTED, key.version(), tally, total));
        List<Comparison> comparisons = new ArrayList<>();
        tally.comparisons().forEach((challenger, counts) -> {
            if (challenger.arm() == Arm.CANDIDATE) {
                arms.add(arm(challenger, key.version(), tally, total));
            }
            Comparison.Builder comparison = comparison(challenger, key.version(), counts);
            since(comparison, revised.epoch());
            comparison.setAwaitingTurn(labels.awaitingTurn(challenger));
            verdicts.judge(comparison, challenger, tally, labels);
            comparisons.add(comparison.build());
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

    private ArmQuality arm(ArmKey arm, String champion, QualityTally tally, boolean total) {
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
                .setCalibration(RequestedFigures.calibration(counts))
                .setRequested(RequestedFigures.quality(tally.requested().quality(arm), rule.level(), total)
                        .orElse(null))
                .build();
    }

    private Comparison.Builder comparison(ArmKey challenger, String champion, PairedCounts counts) {
        return Comparison.newBuilder()
                .setBaseline(challenger.baseline().text())
                .setBaselineVersion(champion)
                .setChallenger(challenger.arm().text())
                .setChallengerVersion(challenger.version(champion))
                .setLabelled(counts.labelled())
                .setHelped(counts.helped())
                .setHurt(counts.hurt())
                .setLabelledByClass(byClass(counts, counts::labelled))
                .setHelpedByClass(byClass(counts, counts::helped))
                .setHurtByClass(byClass(counts, counts::hurt))
                .setFlips(counts.flips())
                .setCompared(counts.compared())
                .setLevel(rule.level())
                .setMargin(rule.margin());
    }

    private static List<Long> byClass(PairedCounts counts, IntToLongFunction figure) {
        return IntStream.range(0, counts.classes()).mapToLong(figure).boxed().toList();
    }
}
