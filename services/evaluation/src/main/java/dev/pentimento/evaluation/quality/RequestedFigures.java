package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.requests.RequestEvents;
import dev.pentimento.events.CalibrationBin;
import dev.pentimento.events.RequestedArmLevel;
import dev.pentimento.events.RequestedComparison;
import dev.pentimento.events.RequestedComparisonLevel;
import dev.pentimento.events.RequestedQuality;
import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.quality.QualityCounts;
import dev.pentimento.statistics.quality.QualityFigures;
import dev.pentimento.statistics.quality.RateSequence.Interval;
import dev.pentimento.statistics.requests.Drawing;
import dev.pentimento.statistics.verdict.PairedEvidence;
import dev.pentimento.statistics.verdict.PairedLevel;
import dev.pentimento.statistics.verdict.Verdict;
import dev.pentimento.statistics.verdict.WeightedRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Figures from labels that answer requests. Each label weighs the inverse of its image's probability, and sums of
 * weighted labels are divided by the sum of the weights (Hájek 1971). The weights are powers of two, so the sums are
 * integers.
 */
final class RequestedFigures {
    private RequestedFigures() {}

    /**
     * The quality of an arm; empty without an answer.
     *
     * @param level error probability of the confidence sequence
     * @param withLevels whether to add the counts by drawing
     */
    static Optional<RequestedQuality> quality(Map<Drawing, QualityCounts> levels, double level, boolean withLevels) {
        long answered = 0;
        QualityCounts weighted = null;
        Map<Integer, WeightedRate.Level> rates = new TreeMap<>();
        List<RequestedArmLevel> events = new ArrayList<>();
        for (var each : levels.entrySet()) {
            QualityCounts counts = each.getValue();
            QualityFigures figures = counts.figures();
            answered += figures.labelled();
            QualityCounts stands = counts.times(each.getKey().weight());
            if (weighted == null) {
                weighted = stands;
            } else {
                weighted.merge(stands);
            }
            rates.merge(
                    each.getKey().ratio(),
                    rate(each.getKey(), counts.right(), figures.labelled()),
                    RequestedFigures::sum);
            if (withLevels) {
                events.add(new RequestedArmLevel(
                        RequestEvents.drawing(each.getKey()), figures.confusion(), calibration(counts)));
            }
        }
        if (weighted == null || answered == 0) {
            return Optional.empty();
        }
        QualityFigures figures = weighted.figures();
        Interval accuracy = WeightedRate.of(List.copyOf(rates.values()), level);
        return Optional.of(RequestedQuality.newBuilder()
                .setAnswered(answered)
                .setAccuracy(figures.accuracy())
                .setAccuracyLower(accuracy.lower())
                .setAccuracyUpper(accuracy.upper())
                .setBalancedAccuracy(figures.balancedAccuracy())
                .setMacroF1(figures.macroF1())
                .setLogLoss(figures.logLoss())
                .setBrierScore(figures.brierScore())
                .setCalibrationError(figures.calibrationError())
                .setLevels(events)
                .build());
    }

    static List<CalibrationBin> calibration(QualityCounts counts) {
        return counts.calibration().stream()
                .map(bin -> new CalibrationBin(bin.images(), bin.right(), bin.confidence()))
                .toList();
    }

    private static WeightedRate.Level rate(Drawing drawing, long right, long labelled) {
        double weight = flipWeight(drawing);
        return drawing.flip()
                ? new WeightedRate.Level(weight, right, labelled - right, 0, 0)
                : new WeightedRate.Level(weight, 0, 0, right, labelled - right);
    }

    private static WeightedRate.Level sum(WeightedRate.Level one, WeightedRate.Level other) {
        return new WeightedRate.Level(
                one.flipWeight(),
                one.flipsRight() + other.flipsRight(),
                one.flipsWrong() + other.flipsWrong(),
                one.othersRight() + other.othersRight(),
                one.othersWrong() + other.othersWrong());
    }

    private static double flipWeight(Drawing drawing) {
        return 1.0 / (1L << drawing.ratio());
    }

    /** The evidence for a verdict. */
    static PairedEvidence evidence(Map<Drawing, PairedCounts> levels) {
        List<PairedLevel> bets = new ArrayList<>();
        double gained = 0;
        double weight = 0;
        for (var each : levels.entrySet()) {
            PairedCounts counts = each.getValue();
            long ties = counts.labelled() - counts.helped() - counts.hurt();
            gained += (double) each.getKey().weight() * (counts.helped() - counts.hurt());
            weight += (double) each.getKey().weight() * counts.labelled();
            double flipWeight = flipWeight(each.getKey());
            bets.add(
                    each.getKey().flip()
                            ? new PairedLevel(flipWeight, counts.helped(), counts.hurt(), ties, 0)
                            : new PairedLevel(flipWeight, 0, 0, 0, ties));
        }
        return new PairedEvidence(bets, weight == 0 ? 0 : gained / weight);
    }

    /** The comparison from these labels alone. */
    static RequestedComparison comparison(Map<Drawing, PairedCounts> levels, Verdict alone, double distance) {
        List<RequestedComparisonLevel> events = new ArrayList<>();
        PairedCounts sum = null;
        for (var each : levels.entrySet()) {
            PairedCounts counts = each.getValue();
            sum = sum == null ? new PairedCounts(counts.classes()) : sum;
            sum.merge(counts);
            events.add(new RequestedComparisonLevel(
                    RequestEvents.drawing(each.getKey()),
                    counts.compared(),
                    counts.labelled(),
                    counts.helped(),
                    counts.hurt()));
        }
        PairedCounts all = Objects.requireNonNull(sum);
        boolean any = all.labelled() > 0;
        return RequestedComparison.newBuilder()
                .setDrawn(all.compared())
                .setAnswered(all.labelled())
                .setHelped(all.helped())
                .setHurt(all.hurt())
                .setDifference(any ? alone.difference() : null)
                .setLower(any ? alone.lower() : null)
                .setUpper(any ? alone.upper() : null)
                .setLogEvidenceHelps(alone.logEvidenceHelps())
                .setLogEvidenceHurts(alone.logEvidenceHurts())
                .setLabelDistance(any ? distance : null)
                .setLevels(events)
                .build();
    }
}
