package dev.pentimento.learning.experiment.result;

import dev.pentimento.statistics.comparison.Holm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Computes figures that require all runs. */
public final class AgainstOriginal {
    private AgainstOriginal() {}

    /**
     * Adds to each run {@code p_holm}, corrected over all runs of the same arm; {@code gain}; and under drift
     * {@code recovered}, the recovered share of the drift's cost, and {@code clean_lost}, the accuracy lost on images
     * without drift.
     */
    public static List<ArmResult> of(List<ArmResult> runs) {
        List<ArmResult> result = new ArrayList<>();
        for (ArmResult run : withHolm(runs)) {
            result.add(compared(run, original(runs, run)));
        }
        return result;
    }

    private static ArmResult compared(ArmResult run, ArmResult original) {
        double before = original.figure(ArmResult.BALANCED);
        double clean = original.figure(ArmResult.ON_CLEAN);
        ArmResult with = run.with("gain", run.figure(ArmResult.BALANCED) - before);
        if (Double.isNaN(clean) || Double.isNaN(run.figure(ArmResult.ON_CLEAN))) {
            return with;
        }
        ArmResult compared = with.with("clean_lost", clean - run.figure(ArmResult.ON_CLEAN));
        return clean > before
                ? compared.with("recovered", (run.figure(ArmResult.BALANCED) - before) / (clean - before))
                : compared;
    }

    /** The original arm; every group and seed has one. */
    private static ArmResult original(List<ArmResult> runs, ArmResult of) {
        return runs.stream()
                .filter(run -> run.arm().equals(ArmResult.ORIGINAL)
                        && run.group().equals(of.group())
                        && run.seed() == of.seed())
                .findFirst()
                .orElseThrow();
    }

    private static List<ArmResult> withHolm(List<ArmResult> runs) {
        List<ArmResult> result = new ArrayList<>(runs);
        Set<String> arms = new LinkedHashSet<>();
        runs.forEach(run -> arms.add(run.arm()));
        for (String arm : arms) {
            int[] places = IntStream.range(0, runs.size())
                    .filter(i -> runs.get(i).arm().equals(arm))
                    .toArray();
            double[] adjusted = Holm.adjust(IntStream.of(places)
                    .mapToDouble(i -> runs.get(i).figure("p"))
                    .toArray());
            for (int i = 0; i < places.length; i++) {
                result.set(places[i], runs.get(places[i]).with("p_holm", adjusted[i]));
            }
        }
        return result;
    }
}
