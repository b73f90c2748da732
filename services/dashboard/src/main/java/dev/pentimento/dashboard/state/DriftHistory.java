package dev.pentimento.dashboard.state;

import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftWindow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Windows of drift and the alarms told in them. */
final class DriftHistory {
    private final WindowHistory<DriftEntry> windows;
    private final BoundedMap<String, AlarmEntry> alarms = new BoundedMap<>(Limits.ALARMS);
    /** By alarm. Images leave the page's memory long before alarms do. */
    private final BoundedMap<String, List<AlarmEntry.Example>> examples = new BoundedMap<>(Limits.ALARMS);

    DriftHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
    }

    /** @param place finds where an image stands in the log */
    void accept(DriftWindow window, Function<String, Optional<AlarmEntry.Example>> place) {
        windows.put(window.getSlice(), window.getWindowStart(), window.getReferenceId(), DriftEntry.of(window));
        if (window.getAlarm() != null) {
            AlarmEntry alarm = AlarmEntry.of(window, window.getAlarm());
            alarms.merge(alarm.id(), alarm, DriftHistory::later);
            findExamples(alarm, place);
        }
    }

    /** Every window tells of the latest alarm again, so an image that is not known yet is looked for again. */
    private void findExamples(AlarmEntry alarm, Function<String, Optional<AlarmEntry.Example>> place) {
        if (examples.getOrDefault(alarm.id(), List.of()).size()
                < alarm.exampleImageIds().size()) {
            List<AlarmEntry.Example> found = alarm.exampleImageIds().stream()
                    .flatMap(image -> place.apply(image).stream())
                    .toList();
            if (!found.isEmpty()) {
                examples.merge(alarm.id(), found, (known, now) -> known.size() > now.size() ? known : now);
            }
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
                .map(alarm -> alarm.showing(examples.getOrDefault(alarm.id(), List.of())))
                .toList();
    }

    /** Those that stand against this reference. */
    List<AlarmEntry> open(String reference) {
        return alarms(reference).stream()
                .filter(alarm -> alarm.state() == AlarmState.RAISED)
                .toList();
    }
}
