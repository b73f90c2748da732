package dev.pentimento.trainer.retraining;

import dev.pentimento.events.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What was trained for which reason, from how many labels. What led to a version is known from the registry over
 * restarts; what was refused is forgotten with the process and tried once more. Not safe for several threads.
 */
public final class PastTrainings {
    /** Figure of a version's validation that says how many labelled images it was learned from. */
    static final String LABELS = "labels";

    private static final Set<String> NOT_OURS = Set.of("initial", "import");

    private final Map<String, Integer> labels = new HashMap<>();
    private Instant latest = Instant.EPOCH;

    /** Takes over what a version of the registry tells; one that somebody else trained tells nothing. */
    public void accept(ModelVersion version) {
        Double learnedFrom = version.getValidation().get(LABELS);
        if (version.getParent() != null && learnedFrom != null && !NOT_OURS.contains(version.getTrigger())) {
            ended(version.getTrigger(), learnedFrom.intValue(), version.getCreatedAt());
        }
    }

    /** A training has ended, whatever came of it. */
    public void ended(String trigger, int learnedFrom, Instant at) {
        labels.merge(trigger, learnedFrom, Math::max);
        coolDownFrom(at);
    }

    /** A training failed, through no fault of the labels: it may be tried again after the cool-down. */
    public void failed(Instant at) {
        coolDownFrom(at);
    }

    private void coolDownFrom(Instant at) {
        if (at.isAfter(latest)) {
            latest = at;
        }
    }

    /** Labels of the largest training for this reason; 0: there was none. */
    int labels(String trigger) {
        return labels.getOrDefault(trigger, 0);
    }

    /** End of the latest training; 1970: there was none. */
    Instant latest() {
        return latest;
    }

    boolean cooledDown(Duration coolDown, Instant now) {
        return !now.isBefore(latest.plus(coolDown));
    }
}
