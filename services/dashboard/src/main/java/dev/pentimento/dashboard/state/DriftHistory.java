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
        windows.put(window.getSlice(), window.getWindowStart(), window.getEncoderId(), DriftEntry.of(window));
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

    /** The newest window of an encoder. */
    Optional<DriftEntry> latest(String encoder, String slice) {
        return windows.of(slice).stream()
                .filter(window -> window.encoder().equals(encoder))
                .reduce((older, newer) -> newer);
    }

    List<String> slices() {
        return windows.slices();
    }

    List<AlarmEntry> alarms() {
        return List.copyOf(alarms.values());
    }

    /** @param reference alarms against other references are about models that do not answer any more */
    List<AlarmEntry> open(String reference) {
        return alarms.values().stream()
                .filter(alarm ->
                        alarm.state() == AlarmState.RAISED && alarm.reference().equals(reference))
                .toList();
    }
}
