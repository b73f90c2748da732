package dev.pentimento.trainer.retraining;

import dev.pentimento.events.ModelVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Past trainings, with their reasons and numbers of labels. The version registry records those that produced a version.
 * Those that produced none are forgotten when the process ends, and retried once. Not thread-safe.
 */
public final class PastTrainings {
    /** Name of the validation figure with the number of labelled images used. */
    static final String LABELS = "labels";

    private static final Set<String> NOT_OURS = Set.of("initial", "import");

    private final Map<String, Integer> labels = new HashMap<>();
    private Instant latest = Instant.EPOCH;

    /** Adds the training of a version in the version registry, if this trainer trained it. */
    public void accept(ModelVersion version) {
        Double learnedFrom = version.getValidation().get(LABELS);
        if (version.getParent() != null && learnedFrom != null && !NOT_OURS.contains(version.getTrigger())) {
            ended(version.getTrigger(), learnedFrom.intValue(), version.getCreatedAt());
        }
    }

    /** Adds a training that ended, with or without a version. */
    public void ended(String trigger, int learnedFrom, Instant at) {
        labels.merge(trigger, learnedFrom, Math::max);
        coolDownFrom(at);
    }

    /** Adds a training that failed for a reason other than its labels. It may be retried after the cool-down. */
    public void failed(Instant at) {
        coolDownFrom(at);
    }

    private void coolDownFrom(Instant at) {
        if (at.isAfter(latest)) {
            latest = at;
        }
    }

    /** Number of labels in the largest training for this reason; 0 if there was none. */
    int labels(String trigger) {
        return labels.getOrDefault(trigger, 0);
    }

    /** End of the latest training; 1970 if there was none. */
    Instant latest() {
        return latest;
    }

    /** A training with a future end time was recorded by a clock that was ahead; it is not waited for. */
    boolean cooledDown(Duration coolDown, Instant now) {
        return !now.isBefore(latest.plus(coolDown)) || latest.isAfter(now.plus(coolDown));
    }
}
