package dev.pentimento.trainer.retraining;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The latest drift alarm of each encoder, over all images. Not safe for several threads. */
public final class Alarms {
    private static final String ALL = "all";

    private final Map<String, DriftAlarm> latest = new HashMap<>();

    /** A window that is written again may carry the alarm of its time: an older alarm never replaces a newer one. */
    public void accept(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        if (alarm == null || !window.getSlice().equals(ALL)) {
            return;
        }
        DriftAlarm known = latest.get(window.getEncoderId());
        if (known == null || replaces(alarm, known)) {
            latest.put(window.getEncoderId(), alarm);
        }
    }

    private static boolean replaces(DriftAlarm alarm, DriftAlarm known) {
        return alarm.getId().equals(known.getId())
                ? known.getState() == AlarmState.RAISED
                : !alarm.getRaisedAt().isBefore(known.getRaisedAt());
    }

    /** The alarm that stands. */
    Optional<DriftAlarm> raised(String encoderId) {
        return Optional.ofNullable(latest.get(encoderId)).filter(alarm -> alarm.getState() == AlarmState.RAISED);
    }
}
