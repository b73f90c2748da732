package dev.pentimento.evaluation.harness;

import dev.pentimento.learning.correction.TrainedCorrection;
import dev.pentimento.learning.data.corruption.Corruption;
import dev.pentimento.learning.image.ImagePixels;
import dev.pentimento.statistics.verdict.Verdict;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What a correction costs after its drift has gone, and how long it stays: each drift, 2,000 labelled images of it after the
 * promotion, then clean images, all labelled. Prints a table; run it with {@code mvn -Pharness}.
 */
class DriftHasGoneHarness {
    private static final int LEARNED_FROM = 1_000;
    private static final int DURING = 2_000;
    private static final int AFTER = 20_000;
    private static final VerdictRule RULE = new VerdictRule(0.05, 0.01);

    @Test
    void printsTheTable() throws IOException {
        try (TrainedOnce version = TrainedOnce.open()) {
            Embedded clean = version.unseen(LEARNED_FROM + DURING, AFTER, UnaryOperator.identity());
            kinds().forEach((name, change) -> print(version, name, change, clean));
        }
    }

    private static Map<String, UnaryOperator<ImagePixels>> kinds() {
        Map<String, UnaryOperator<ImagePixels>> kinds = new LinkedHashMap<>();
        for (Corruption corruption : Corruption.values()) {
            kinds.put(corruption + " 2", Changes.of(corruption, 2));
        }
        kinds.put("JPEG, quality 10", Changes.jpeg(0.1f));
        kinds.put("gamma 0.4", Changes.gamma(0.4));
        kinds.put("salt and pepper, 10 %", Changes.saltAndPepper(0.1));
        return kinds;
    }

    private static void print(TrainedOnce version, String name, UnaryOperator<ImagePixels> change, Embedded clean) {
        Embedded drifted = version.unseen(0, LEARNED_FROM + DURING, change);
        TrainedCorrection correction = version.learn(TrainedOnce.rows(drifted, 0, LEARNED_FROM), 1);
        Embedded during = TrainedOnce.rows(drifted, LEARNED_FROM, LEARNED_FROM + DURING);
        int[] withDuring = version.corrected(correction, during);
        int[] withClean = version.corrected(correction, clean);
        Pairs before = new Pairs();
        for (int i = 0; i < DURING; i++) {
            before.add(during.predicted()[i], withDuring[i], during.labels()[i]);
        }
        Pairs all = before.copy();
        Pairs since = new Pairs();
        int takenBack = -1;
        int notHelps = -1;
        int[] predicted = clean.predicted();
        for (int i = 0; i < AFTER; i++) {
            all.add(predicted[i], withClean[i], clean.labels()[i]);
            since.add(predicted[i], withClean[i], clean.labels()[i]);
            if ((i + 1) % 50 == 0) {
                takenBack = takenBack < 0
                                && since.labelled >= 200
                                && since.verdict().upper() < 0.01
                        ? i + 1
                        : takenBack;
                notHelps = notHelps < 0 && all.verdict().outcome() != Verdict.Outcome.HELPS ? i + 1 : notHelps;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s | accepted %s | drifted %.1f -> %.1f | clean %.2f -> %.2f | verdict then %s | cumulative no longer"
                        + " HELPS after %d, at the end %s | taken back after %d; since resolution at the end %s [%.2f, %.2f]%n",
                name,
                correction.accepted(),
                100 * TrainedOnce.accuracy(during.predicted(), during.labels()),
                100 * TrainedOnce.accuracy(withDuring, during.labels()),
                100 * TrainedOnce.accuracy(predicted, clean.labels()),
                100 * TrainedOnce.accuracy(withClean, clean.labels()),
                before.verdict().outcome(),
                notHelps,
                all.verdict().outcome(),
                takenBack,
                since.verdict().outcome(),
                100 * since.verdict().lower(),
                100 * since.verdict().upper());
    }

    /** Counts of a comparison. */
    private static final class Pairs {
        private long labelled;
        private long helped;
        private long hurt;

        void add(int original, int corrected, int label) {
            labelled++;
            helped += original != label && corrected == label ? 1 : 0;
            hurt += original == label && corrected != label ? 1 : 0;
        }

        Pairs copy() {
            Pairs copy = new Pairs();
            copy.labelled = labelled;
            copy.helped = helped;
            copy.hurt = hurt;
            return copy;
        }

        Verdict verdict() {
            return RULE.judge(labelled, helped, hurt);
        }
    }
}
