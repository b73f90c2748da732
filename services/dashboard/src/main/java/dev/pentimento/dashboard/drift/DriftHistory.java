package dev.pentimento.dashboard.drift;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.WindowHistory;
import dev.pentimento.dashboard.images.ImagePlace;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Drift windows and their alarms. */
public final class DriftHistory {
    private final WindowHistory<DriftEntry> windows;
    private final BoundedMap<String, AlarmEntry> alarms = new BoundedMap<>(Limits.ALARMS);
    /** Example images by alarm. The page evicts images long before alarms. */
    private final BoundedMap<String, List<ImagePlace>> examples = new BoundedMap<>(Limits.ALARMS);

    public DriftHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
    }

    /** @param place finds the position of an image in the log */
    public void accept(DriftWindow window, Function<String, Optional<ImagePlace>> place) {
        windows.put(
                new Slice(window.getSlice()), window.getWindowStart(), window.getReferenceId(), DriftEntry.of(window));
        if (window.getAlarm() != null) {
            AlarmEntry alarm = AlarmEntry.of(window, window.getAlarm());
            alarms.merge(alarm.alarm().getId(), alarm, DriftHistory::later);
            findExamples(alarm, place);
        }
    }

    /**
     * Every window repeats the latest alarm, so each window is another chance to find an image that was unknown before.
     */
    private void findExamples(AlarmEntry alarm, Function<String, Optional<ImagePlace>> place) {
        String id = alarm.alarm().getId();
        List<String> images = alarm.alarm().getExampleImageIds();
        if (examples.getOrDefault(id, List.of()).size() < images.size()) {
            List<ImagePlace> found = images.stream()
                    .flatMap(image -> place.apply(image).stream())
                    .toList();
            if (!found.isEmpty()) {
                examples.merge(id, found, (known, now) -> known.size() > now.size() ? known : now);
            }
        }
    }

    /** A late revision of an old window still contains the alarm's former state. */
    private static AlarmEntry later(AlarmEntry known, AlarmEntry read) {
        return known.raised() ? read : known;
    }

    public Collection<DriftEntry> windows(Slice slice) {
        return windows.of(slice);
    }

    /** The newest window that was measured against this reference. */
    public Optional<DriftEntry> latest(String reference, Slice slice) {
        return windows.of(slice).stream()
                .filter(entry -> entry.window().getReferenceId().equals(reference))
                .reduce((older, newer) -> newer);
    }

    public List<Slice> slices() {
        return windows.slices();
    }

    /**
     * Alarms that were resolved or gave way to another one, and the open ones against a reference.
     *
     * @param reference the champion's reference; an open alarm for another reference is never resolved, because its
     *     model is no longer in use
     */
    public List<AlarmEntry> alarms(String reference) {
        Map<String, Instant> replaced = new HashMap<>();
        for (AlarmEntry entry : alarms.values()) {
            if (entry.alarm().getReplaces() != null) {
                replaced.put(entry.alarm().getReplaces(), entry.alarm().getRaisedAt());
            }
        }
        return alarms.values().stream()
                .map(alarm -> ended(alarm, replaced.get(alarm.alarm().getId())))
                .filter(alarm -> !alarm.raised() || alarm.reference().equals(reference))
                .map(alarm -> alarm.showing(examples.getOrDefault(alarm.alarm().getId(), List.of())))
                .toList();
    }

    /** @param replacedAt null: no other alarm has taken its place */
    private static AlarmEntry ended(AlarmEntry alarm, @Nullable Instant replacedAt) {
        return alarm.raised() && replacedAt != null ? alarm.replaced(replacedAt) : alarm;
    }

    /** Open alarms for this reference. */
    public List<AlarmEntry> open(String reference) {
        return alarms(reference).stream().filter(AlarmEntry::raised).toList();
    }
}
