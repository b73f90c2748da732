package dev.pentimento.dashboard.state;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftWindow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Windows of drift and the alarms told in them. */
final class DriftHistory {
    private final WindowHistory<DriftEntry> windows;
    private final BoundedMap<String, AlarmEntry> alarms = new BoundedMap<>(Limits.ALARMS);

    DriftHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
    }

    void accept(DriftWindow window) {
        windows.put(window.getSlice(), window.getWindowStart(), window.getReferenceId(), DriftEntry.of(window));
        if (window.getAlarm() != null) {
            AlarmEntry alarm = AlarmEntry.of(window, window.getAlarm());
            alarms.merge(alarm.id(), alarm, DriftHistory::later);
        }
    }

    /** A late revision of an old window still carries the alarm as it was. */
    private static AlarmEntry later(AlarmEntry known, AlarmEntry told) {
        return known.state() == AlarmState.RESOLVED ? known : told;
    }

    Collection<DriftEntry> windows(String slice) {
        return windows.of(slice);
    }

    /** The newest window that was measured against this reference. */
    Optional<DriftEntry> latest(String reference, String slice) {
        return windows.of(slice).stream()
                .filter(window -> window.reference().equals(reference))
                .reduce((older, newer) -> newer);
    }

    List<String> slices() {
        return windows.slices();
    }

    /**
     * Alarms that stand, and those of before.
     *
     * @param reference nobody resolves an alarm against another reference any more: it is about a model that does not answer
     */
    List<AlarmEntry> alarms(String reference) {
        return alarms.values().stream()
                .filter(alarm -> alarm.state() == AlarmState.RESOLVED
                        || alarm.reference().equals(reference))
                .toList();
    }

    /** Those that stand against this reference. */
    List<AlarmEntry> open(String reference) {
        return alarms(reference).stream()
                .filter(alarm -> alarm.state() == AlarmState.RAISED)
                .toList();
    }
}
