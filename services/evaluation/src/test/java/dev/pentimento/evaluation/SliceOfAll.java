package dev.pentimento.evaluation;

import dev.pentimento.evaluation.drift.DriftStep;
import dev.pentimento.evaluation.drift.SliceDrift;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.statistics.drift.histogram.DriftCounts;
import dev.pentimento.statistics.drift.histogram.ReferenceHistograms;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the stream makes of counts, for the harness: the detector of all images and the alarm that it tells of. */
public final class SliceOfAll {
    private final SliceDrift drift;

    public SliceOfAll(ReferenceHistograms reference, double runLength) {
        drift = new SliceDrift(reference, runLength);
    }

    public void step(DriftCounts counts, Map<String, Long> sources) {
        drift.step(new DriftStep(counts, 0, List.of(), sources));
    }

    public @Nullable DriftAlarm alarm(List<String> classes) {
        return drift.alarm("harness", classes);
    }
}
