package dev.pentimento.evaluation.quality;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.Verdict;
import dev.pentimento.statistics.quality.PairedCounts;
import dev.pentimento.statistics.requests.Drawing;
import dev.pentimento.statistics.verdict.LabelGuard;
import dev.pentimento.statistics.verdict.PairedEvidence;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Gives the verdicts of comparisons. Once images have been drawn for a label, each kind of labels has half of the error
 * probability, and either may decide.
 */
final class ComparisonVerdicts {
    private final VerdictRule rule;

    ComparisonVerdicts(VerdictRule rule) {
        this.rule = rule;
    }

    /**
     * A verdict from labels of one kind.
     *
     * @param labelled number of these labels
     * @param distance between the images with these labels and those that should have them
     */
    private record OfKind(dev.pentimento.statistics.verdict.Verdict verdict, long labelled, double distance) {
        boolean usable() {
            return labelled > 0 && LabelGuard.allows(distance);
        }
    }

    /** Adds the verdict and all that it rests on. A verdict that the labels do not support is held back. */
    void judge(Comparison.Builder comparison, ArmKey challenger, QualityTally tally, LabelCoverage labels) {
        PairedCounts counts = Objects.requireNonNull(tally.comparisons().get(challenger));
        Map<Drawing, PairedCounts> drawn = tally.requested().comparison(challenger);
        if (drawn.isEmpty()) {
            show(comparison, unrequested(rule, challenger, counts, labels));
            return;
        }
        OfKind unrequested = unrequested(rule.ofTwo(), challenger, counts, labels);
        OfKind requested = requested(challenger, drawn, tally, labels);
        comparison.setRequested(RequestedFigures.comparison(drawn, requested.verdict(), requested.distance()));
        show(comparison, both(unrequested, requested));
        if (comparison.getLower() != null && comparison.getLower() > comparison.getUpper()) {
            comparison
                    .setHeldBack(true)
                    .setHeldBackReason(
                            "labels that answer requests and labels that nobody requested contradict each other")
                    .setVerdict(Verdict.UNDECIDED);
        }
    }

    private static OfKind unrequested(VerdictRule rule, ArmKey challenger, PairedCounts counts, LabelCoverage labels) {
        return new OfKind(
                rule.judge(counts.labelled(), counts.helped(), counts.hurt()),
                counts.labelled(),
                labels.distance(challenger, counts));
    }

    private OfKind requested(
            ArmKey challenger, Map<Drawing, PairedCounts> drawn, QualityTally tally, LabelCoverage labels) {
        PairedCounts all = tally.requested().together(challenger);
        PairedEvidence evidence = RequestedFigures.evidence(drawn);
        return new OfKind(rule.ofTwo().judge(evidence), all.labelled(), labels.requestedDistance(challenger, all));
    }

    /** Labels of a kind that differ from all images do not count, unless all do; then the verdict is held back. */
    private OfKind both(OfKind unrequested, OfKind requested) {
        boolean both = unrequested.usable() == requested.usable() && requested.labelled() > 0;
        if (both && unrequested.labelled() > 0) {
            return new OfKind(
                    rule.either(unrequested.verdict(), requested.verdict()),
                    unrequested.labelled() + requested.labelled(),
                    Math.max(unrequested.distance(), requested.distance()));
        }
        boolean byRequests = requested.usable() || unrequested.labelled() == 0;
        OfKind one = byRequests ? requested : unrequested;
        return new OfKind(rule.either(one.verdict(), one.verdict()), one.labelled(), one.distance());
    }

    private static void show(Comparison.Builder comparison, OfKind kind) {
        dev.pentimento.statistics.verdict.Verdict verdict = kind.verdict();
        OptionalLong needed = verdict.labelsNeeded();
        boolean any = kind.labelled() > 0;
        comparison
                .setDifference(any ? verdict.difference() : null)
                .setLower(any ? verdict.lower() : null)
                .setUpper(any ? verdict.upper() : null)
                .setLogEvidenceHelps(verdict.logEvidenceHelps())
                .setLogEvidenceHurts(verdict.logEvidenceHurts())
                .setVerdict(Verdict.valueOf(verdict.outcome().name()))
                .setLabelsNeeded(needed.isPresent() ? needed.getAsLong() : null);
        if (!any) {
            return;
        }
        comparison.setLabelDistance(kind.distance());
        if (comparison.getVerdict() != Verdict.UNDECIDED && !LabelGuard.allows(kind.distance())) {
            comparison
                    .setHeldBack(true)
                    .setHeldBackReason(heldBack(comparison.getVerdict(), kind.distance()))
                    .setVerdict(Verdict.UNDECIDED);
        }
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
}
