package dev.pentimento.dashboard.quality;

import dev.pentimento.dashboard.history.Place;
import dev.pentimento.dashboard.quality.Layout.ArmName;
import dev.pentimento.dashboard.quality.Layout.Pair;
import dev.pentimento.events.ArmQuality;
import dev.pentimento.events.Comparison;
import dev.pentimento.events.QualityWindow;
import dev.pentimento.events.Slice;
import dev.pentimento.statistics.quality.QualityMargins;
import dev.pentimento.statistics.verdict.Verdict;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sum of one version's windows that begin in an hour or a day. Its figures are computed when somebody asks. */
final class QualityPeriod {
    private final Slice slice;
    private final Place place;
    private final Instant end;
    private final PackedSums sums;
    private volatile @Nullable QualityEntry entry;

    QualityPeriod(Slice slice, Place place, Instant end, PackedSums sums) {
        this.slice = slice;
        this.place = place;
        this.end = end;
        this.sums = sums;
    }

    Place place() {
        return place;
    }

    PackedSums sums() {
        return sums;
    }

    /** The same figures as a window has; intervals and verdicts are those of all its labels together. */
    QualityEntry entry() {
        QualityEntry known = entry;
        if (known == null) {
            known = entry(Sums.of(sums));
            entry = known;
        }
        return known;
    }

    private QualityEntry entry(Sums of) {
        List<ArmEntry> arms = of.arms().entrySet().stream()
                .map(arm -> ArmEntry.of(arm(arm.getKey(), arm.getValue()), arm.getValue(), of.level()))
                .toList();
        return new QualityEntry(
                QualityWindow.newBuilder()
                        .setModelVersion(place.owner())
                        .setSlice(slice.text())
                        .setWindowStart(place.start())
                        .setWindowEnd(end)
                        .setRevision(1)
                        .setImages(of.images())
                        .setLabelled(of.labelled())
                        .setClasses(List.of())
                        .setArms(List.of())
                        .setComparisons(of.pairs().entrySet().stream()
                                .map(pair -> comparison(pair.getKey(), pair.getValue()))
                                .toList())
                        .build(),
                arms);
    }

    private static ArmQuality arm(ArmName name, QualityMargins margins) {
        return ArmQuality.newBuilder()
                .setArm(name.arm())
                .setModelVersion(name.version())
                .setLabelled(margins.labelled())
                .setConfusion(List.of())
                .setAccuracy(margins.accuracy())
                .setBalancedAccuracy(margins.balancedAccuracy())
                .setMacroF1(margins.macroF1())
                .setWeightedF1(margins.weightedF1())
                .setPrecision(List.of())
                .setRecall(List.of())
                .setLogLoss(margins.logLoss())
                .setBrierScore(margins.brierScore())
                .setCalibrationError(margins.calibrationError())
                .setCalibration(List.of())
                .build();
    }

    private static Comparison comparison(Pair pair, long[] counts) {
        Verdict verdict = new VerdictRule(pair.level(), pair.margin()).judge(counts[0], counts[1], counts[2]);
        boolean labelled = counts[0] > 0;
        return Comparison.newBuilder()
                .setBaseline(pair.baseline())
                .setBaselineVersion(pair.baselineVersion())
                .setChallenger(pair.challenger())
                .setChallengerVersion(pair.challengerVersion())
                .setLabelled(counts[0])
                .setHelped(counts[1])
                .setHurt(counts[2])
                .setFlips(counts[3])
                .setCompared(counts[4])
                .setDifference(labelled ? verdict.difference() : null)
                .setLower(labelled ? verdict.lower() : null)
                .setUpper(labelled ? verdict.upper() : null)
                .setLevel(pair.level())
                .setMargin(pair.margin())
                .setLogEvidenceHelps(verdict.logEvidenceHelps())
                .setLogEvidenceHurts(verdict.logEvidenceHurts())
                .setVerdict(
                        dev.pentimento.events.Verdict.valueOf(verdict.outcome().name()))
                .setLabelsNeeded(
                        verdict.labelsNeeded().isPresent()
                                ? (Long) verdict.labelsNeeded().getAsLong()
                                : null)
                .build();
    }
}
