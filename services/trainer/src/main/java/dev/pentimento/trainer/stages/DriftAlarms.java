package dev.pentimento.trainer.stages;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.Artifact;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.ModelVersion;
import dev.pentimento.events.Slice;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The latest drift alarm against each reference, over all images. The alarm of a reference that is no longer served never
 * resolves, and says nothing about the champion. Not thread-safe.
 */
public final class DriftAlarms {
    private final Map<String, DriftAlarm> latest = new HashMap<>();
    /** The alarm that an alarm has replaced. */
    private final Map<String, String> replaced = new HashMap<>();

    /**
     * A revised window may contain an old alarm, which never replaces a newer one. Times are those of images, which may come out of
     * order, so an alarm that names its predecessor needs none.
     */
    public void accept(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (alarm == null || !new Slice(window.getSlice()).isAll()) {
            return;
        }
        if (alarm.getReplaces() != null) {
            replaced.put(alarm.getId(), alarm.getReplaces());
        }
        DriftAlarm known = latest.get(window.getReferenceId());
        if (known == null || replaces(alarm, known)) {
            latest.put(window.getReferenceId(), alarm);
        }
    }

    private static boolean replaces(DriftAlarm alarm, DriftAlarm known) {
        return alarm.getId().equals(known.getId())
                ? known.getState() == AlarmState.RAISED
                : known.getId().equals(alarm.getReplaces())
                        || !alarm.getId().equals(known.getReplaces())
                                && !alarm.getRaisedAt().isBefore(known.getRaisedAt());
    }

    /** The alarms that this one has replaced, directly or not, latest first. */
    public Set<String> before(DriftAlarm alarm) {
        Set<String> before = new LinkedHashSet<>();
        String former = replaced.get(alarm.getId());
        while (former != null && before.add(former)) {
            former = replaced.get(former);
        }
        return before;
    }

    /** The open alarm against this version's reference. */
    public Optional<DriftAlarm> raised(ModelVersion champion) {
        return latest(champion).filter(alarm -> alarm.getState() == AlarmState.RAISED);
    }

    /** The latest alarm against this version's reference, if it has been resolved. */
    Optional<DriftAlarm> resolved(ModelVersion champion) {
        return latest(champion).filter(alarm -> alarm.getState() == AlarmState.RESOLVED);
    }

    private Optional<DriftAlarm> latest(ModelVersion champion) {
        Artifact reference = champion.getReferenceFile();
        return Optional.ofNullable(reference).map(file -> latest.get(file.getSha256()));
    }
}
