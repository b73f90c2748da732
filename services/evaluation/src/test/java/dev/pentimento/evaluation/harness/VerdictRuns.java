package dev.pentimento.evaluation.harness;

import dev.pentimento.statistics.verdict.Verdict.Outcome;
import dev.pentimento.statistics.verdict.VerdictRule;
import java.util.Arrays;
import java.util.Random;

/** Verdicts looked at after every label. */
final class VerdictRuns {
    private static final int LABELS = 20_000;
    /** Two-sided 5 % point of the normal distribution, and its 80 % point. */
    private static final double TWO_SIDED = 1.959964;

    private static final double POWER = 0.841621;
    /** Nobody looks at a z-test with fewer disagreements. */
    private static final int PEEKING_FROM = 10;

    private final VerdictRule rule = new VerdictRule(0.05, 0.01);
    /** By number of discordant labels: how many must have helped for HELPS; ties do not matter for that. */
    private final int[] needed;

    VerdictRuns(int mostDiscordant) {
        needed = new int[mostDiscordant + 1];
        int helped = 0;
        for (int discordant = 0; discordant < needed.length; discordant++) {
            while (helped <= discordant && !helps(discordant, helped)) {
                helped++;
            }
            needed[discordant] = helped;
        }
    }

    private boolean helps(int discordant, int helped) {
        return rule.judge(discordant, helped, discordant - helped).outcome() == Outcome.HELPS;
    }

    /** Shares of runs without a true difference that ever say HELPS or HURTS. */
    record False(double ours, double peeking) {}

    False falseVerdicts(double discordance, int runs, long seed) {
        Random random = new Random(seed);
        int ours = 0;
        int peeking = 0;
        for (int run = 0; run < runs; run++) {
            int helped = 0;
            int hurt = 0;
            boolean verdict = false;
            boolean significant = false;
            for (int label = 0; label < LABELS; label++) {
                double drawn = random.nextDouble();
                if (drawn < discordance) {
                    helped += drawn < discordance / 2 ? 1 : 0;
                    hurt += drawn < discordance / 2 ? 0 : 1;
                    int all = helped + hurt;
                    verdict |= Math.max(helped, hurt) >= needed[all];
                    significant |= all >= PEEKING_FROM && Math.abs(helped - hurt) > TWO_SIDED * Math.sqrt(all);
                }
            }
            ours += verdict ? 1 : 0;
            peeking += significant ? 1 : 0;
        }
        return new False((double) ours / runs, (double) peeking / runs);
    }

    /** Median number of labels to HELPS over the labels of a fixed McNemar test with 80 % power (Connor 1987). */
    double stopOverFixed(double discordance, double difference, int runs, long seed) {
        Random random = new Random(seed);
        double fixed = Math.pow(
                        TWO_SIDED * Math.sqrt(discordance) + POWER * Math.sqrt(discordance - difference * difference),
                        2)
                / (difference * difference);
        double[] stops = new double[runs];
        for (int run = 0; run < runs; run++) {
            int helped = 0;
            int hurt = 0;
            int labels = 0;
            while (helped < needed[helped + hurt] && helped + hurt < needed.length - 1) {
                double drawn = random.nextDouble();
                labels++;
                helped += drawn < (discordance + difference) / 2 ? 1 : 0;
                hurt += drawn >= (discordance + difference) / 2 && drawn < discordance ? 1 : 0;
            }
            stops[run] = labels;
        }
        Arrays.sort(stops);
        return stops[runs / 2] / fixed;
    }
}
