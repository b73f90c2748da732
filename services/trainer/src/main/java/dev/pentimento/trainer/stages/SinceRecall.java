package dev.pentimento.trainer.stages;

import dev.pentimento.events.Comparison;
import dev.pentimento.events.FormerEvidence;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.statistics.verdict.VerdictRule;

/**
 * The comparison of a candidate that was recalled, without what had been counted before. The recall follows a drift alarm and
 * not the labels, so the evidence since then is as valid as that of a new candidate.
 *
 * <p>Labels that answer requests are left out: how many of them there were at the recall is not kept.
 */
final class SinceRecall {
    private SinceRecall() {}

    static Comparison of(Comparison all, ModelVersion candidate) {
        FormerEvidence before = candidate.getFormerEvidence();
        if (before == null || !applies(before, all)) {
            return all;
        }
        long labelled = all.getLabelled() - before.getLabelled();
        long helped = all.getHelped() - before.getHelped();
        long hurt = all.getHurt() - before.getHurt();
        var verdict = new VerdictRule(all.getLevel(), all.getMargin()).judge(labelled, helped, hurt);
        return Comparison.newBuilder(all)
                .setLabelled(labelled)
                .setHelped(helped)
                .setHurt(hurt)
                .setDifference(verdict.difference())
                .setLower(verdict.lower())
                .setUpper(verdict.upper())
                .setRequested(null)
                .setLogEvidenceHelps(verdict.logEvidenceHelps())
                .setLogEvidenceHurts(verdict.logEvidenceHurts())
                .setVerdict(
                        all.getHeldBack()
                                ? dev.pentimento.events.Verdict.UNDECIDED
                                : dev.pentimento.events.Verdict.valueOf(
                                        verdict.outcome().name()))
                .build();
    }

    /** Evidence of another champion or epoch does not contain it; nor do counts that are smaller. */
    static boolean applies(FormerEvidence before, Comparison all) {
        return before.getChampion().equals(all.getBaselineVersion())
                && before.getEpoch() == all.getEpoch()
                && before.getHelped() <= all.getHelped()
                && before.getHurt() <= all.getHurt()
                && before.getLabelled() - before.getHelped() - before.getHurt()
                        <= all.getLabelled() - all.getHelped() - all.getHurt();
    }
}
