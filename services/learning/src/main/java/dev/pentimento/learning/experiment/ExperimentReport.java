package dev.pentimento.learning.experiment;

import dev.pentimento.learning.experiment.result.AgainstOriginal;
import dev.pentimento.learning.experiment.result.ArmResult;
import dev.pentimento.learning.experiment.result.Gallery;
import dev.pentimento.learning.experiment.result.Json;
import dev.pentimento.learning.training.TrainingContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of an experiment.
 *
 * @param caveats limitations of the data
 * @param settings the settings, and the data's fingerprint
 * @param runs all of them, each compared with the original and with the runs of the same arm
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
        List<ArmResult> runs,
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
            List<ArmResult> runs,
            Gallery gallery,
            TrainingContext context) {
        return new ExperimentReport(
                plan.kind().title(),
                plan.kind().toString(),
                plan.data().name(),
                plan.data().classes(),
                plan.seeds(),
                context.device().toString(),
                plan.data().caveats(),
                settings,
                AgainstOriginal.of(runs),
                gallery);
    }

    /** The JSON that is also in the page. */
    public byte[] toJson() {
        return Json.bytes(this);
    }
}
