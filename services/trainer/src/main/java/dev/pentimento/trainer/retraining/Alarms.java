package dev.pentimento.trainer.retraining;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The latest drift alarm against each reference, over all images. An alarm of a reference that nobody serves with any more
 * is never resolved, and says nothing of the champion. Not safe for several threads.
 */
public final class Alarms {
    private static final String ALL = "all";

    private final Map<String, DriftAlarm> latest = new HashMap<>();

    /** A window that is written again may carry the alarm of its time: an older alarm never replaces a newer one. */
    public void accept(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (alarm == null || !window.getSlice().equals(ALL)) {
            return;
        }
        DriftAlarm known = latest.get(window.getReferenceId());
        if (known == null || replaces(alarm, known)) {
            latest.put(window.getReferenceId(), alarm);
        }
    }

    private static boolean replaces(DriftAlarm alarm, DriftAlarm known) {
        return alarm.getId().equals(known.getId())
                ? known.getState() == AlarmState.RAISED
                : !alarm.getRaisedAt().isBefore(known.getRaisedAt());
    }

    /** The alarm that stands for this version. */
    Optional<DriftAlarm> raised(ModelVersion champion) {
        Artifact reference = champion.getReferenceFile();
        return Optional.ofNullable(reference)
                .map(file -> latest.get(file.getSha256()))
                .filter(alarm -> alarm.getState() == AlarmState.RAISED);
    }
}
