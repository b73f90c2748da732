package dev.pentimento.learning.experiment;

import dev.pentimento.learning.training.TrainingContext;
import dev.pentimento.statistics.comparison.Holm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an experiment found.
 *
 * @param caveats what its data cannot show
 * @param settings and the data's fingerprint
 * @param runs all of them; beside {@code p} each has {@code p_holm}, corrected over all runs of the same arm
 */
public record ExperimentReport(
        String title,
        String kind,
        String dataset,
        List<String> classes,
        int seeds,
        String device,
        List<String> caveats,
        Map<String, String> settings,
        List<Run> runs,
        Gallery gallery) {

    public ExperimentReport {
        classes = List.copyOf(classes);
        caveats = List.copyOf(caveats);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        runs = List.copyOf(runs);
    }

    static ExperimentReport of(
            ExperimentPlan plan,
            Map<String, String> settings,
            List<Run> runs,
            Gallery gallery,
            TrainingContext context) {
        return new ExperimentReport(
                plan.kind().title(),
                plan.kind().toString(),
                plan.dataset().name(),
                plan.dataset().classes(),
                plan.seeds(),
                context.device().toString(),
                Caveats.of(plan.dataset()),
                settings,
                corrected(runs),
                gallery);
    }

    private static List<Run> corrected(List<Run> runs) {
        List<Run> result = new ArrayList<>(runs);
        Set<String> arms = new LinkedHashSet<>();
        runs.forEach(run -> arms.add(run.arm()));
        for (String arm : arms) {
            int[] places = java.util.stream.IntStream.range(0, runs.size())
                    .filter(i -> runs.get(i).arm().equals(arm))
                    .toArray();
            double[] adjusted = Holm.adjust(java.util.Arrays.stream(places)
                    .mapToDouble(i -> runs.get(i).figure("p"))
                    .toArray());
            for (int i = 0; i < places.length; i++) {
                result.set(places[i], runs.get(places[i]).with("p_holm", adjusted[i]));
            }
        }
        return result;
    }

    /** JSON, as it also stands in the page. */
    public byte[] toJson() {
        return Json.bytes(this);
    }
}
