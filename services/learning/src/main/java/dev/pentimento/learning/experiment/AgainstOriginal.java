package dev.pentimento.learning.experiment;

import dev.pentimento.statistics.comparison.Holm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What can be said of runs only when all of them are there. */
final class AgainstOriginal {
    private AgainstOriginal() {}

    /**
     * Adds to each run {@code p_holm}, corrected over all runs of the same arm; {@code gain}; and under drift {@code
     * recovered}, the share of what the drift cost, and {@code clean_lost}, what images without drift pay.
     */
    static List<Run> of(List<Run> runs) {
        List<Run> result = new ArrayList<>();
        for (Run run : withHolm(runs)) {
            result.add(compared(run, original(runs, run)));
        }
        return result;
    }

    private static Run compared(Run run, Run original) {
        double before = original.figure(Run.BALANCED);
        double clean = original.figure(Run.ON_CLEAN);
        Run with = run.with("gain", run.figure(Run.BALANCED) - before);
        if (Double.isNaN(clean) || Double.isNaN(run.figure(Run.ON_CLEAN))) {
            return with;
        }
        Run compared = with.with("clean_lost", clean - run.figure(Run.ON_CLEAN));
        return clean > before
                ? compared.with("recovered", (run.figure(Run.BALANCED) - before) / (clean - before))
                : compared;
    }

    /** Every group and seed has one. */
    private static Run original(List<Run> runs, Run of) {
        return runs.stream()
                .filter(run ->
                        run.arm().equals(Run.ORIGINAL) && run.group().equals(of.group()) && run.seed() == of.seed())
                .findFirst()
                .orElseThrow();
    }

    private static List<Run> withHolm(List<Run> runs) {
        List<Run> result = new ArrayList<>(runs);
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
