package dev.pentimento.dashboard.drift;

import dev.pentimento.dashboard.history.BoundedMap;
import dev.pentimento.dashboard.history.Covered;
import dev.pentimento.dashboard.history.Limits;
import dev.pentimento.dashboard.history.Resolution;
import dev.pentimento.dashboard.history.Span;
import dev.pentimento.dashboard.history.WindowHistory;
import dev.pentimento.dashboard.images.ImagePlace;
import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drift windows and their alarms. */
public final class DriftHistory {
    /** Images shown with an alarm. */
    private static final int EXAMPLES = 6;

    private final WindowHistory<DriftEntry> windows;
    private final DriftExtremes extremes;
    private final BoundedMap<String, AlarmEntry> alarms = new BoundedMap<>(Limits.ALARMS);
    /** Example images by alarm. The page evicts images long before alarms. */
    private final BoundedMap<String, List<ImagePlace>> examples = new BoundedMap<>(Limits.ALARMS);

    public DriftHistory(Limits limits) {
        windows = new WindowHistory<>(limits);
        extremes = new DriftExtremes(limits);
    }

    /** @param latest the latest images, of which those from after an alarm become its examples */
    public void accept(DriftWindow window, Collection<MapPoint> latest) {
        Slice slice = new Slice(window.getSlice());
        DriftEntry entry = DriftEntry.of(window);
        boolean reached = windows.line(slice).reaches(window.getWindowStart());
        DriftEntry former = windows.put(slice, window.getWindowStart(), window.getReferenceId(), entry);
        if (reached) {
            extremes.accept(entry, former, windows.line(slice));
        } else {
            extremes.acceptOld(entry);
        }
        if (window.getAlarm() != null) {
            AlarmEntry alarm = AlarmEntry.of(window, window.getAlarm());
            alarms.merge(alarm.alarm().getId(), alarm, DriftHistory::later);
            if (lacksExamples(alarm)) {
                latest.forEach(image -> offer(alarm, image));
            }
        }
    }

    /** The two topics are read concurrently, so the images of an alarm may come after it. */
    public void accept(MapPoint image) {
        for (AlarmEntry alarm : alarms.values()) {
            if (alarm.raised() && lacksExamples(alarm)) {
                offer(alarm, image);
            }
        }
    }

    private boolean lacksExamples(AlarmEntry alarm) {
        return examples.getOrDefault(alarm.alarm().getId(), List.of()).size() < EXAMPLES;
    }

    /** Shows an image with the alarm if it came after it: an earlier one may be from before the change. */
    private void offer(AlarmEntry alarm, MapPoint image) {
        List<ImagePlace> shown = examples.computeIfAbsent(alarm.alarm().getId(), none -> new ArrayList<>());
        if (shown.size() < EXAMPLES && alarm.covers(image)) {
            shown.add(new ImagePlace(image.imageId(), image.partition(), image.offset()));
        }
    }

    /** A late revision of an old window still contains the alarm's former state. */
    private static AlarmEntry later(AlarmEntry known, AlarmEntry read) {
        return known.raised() ? read : known;
    }

    /**
     * Which windows, hours or days tell a span of time.
     *
     * @param asked null: the windows that are kept
     */
    public Covered covered(Slice slice, @Nullable Span asked) {
        return extremes.covered(slice, asked, windows.line(slice));
    }

    /** Oldest first. */
    public List<DriftEntry> entries(Slice slice, Covered covered) {
        return covered.resolution() == Resolution.WINDOWS
                ? windows.line(slice).between(covered.from(), covered.to())
                : extremes.periods(slice, covered);
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
                .map(alarm -> alarm.showing(
                        List.copyOf(examples.getOrDefault(alarm.alarm().getId(), List.of()))))
                .toList();
    }

    /** @param replacedAt null: no other alarm has taken its place */
    private static AlarmEntry ended(AlarmEntry alarm, @Nullable Instant replacedAt) {
        return alarm.raised() && replacedAt != null ? alarm.replaced(replacedAt) : alarm;
    }

    /**
     * Open alarms for this reference, those of all images first. With a single source, its alarm is the one of all
     * images and is left out.
     */
    public List<AlarmEntry> open(String reference) {
        List<AlarmEntry> raised =
                alarms(reference).stream().filter(AlarmEntry::raised).toList();
        boolean overAll = raised.stream().anyMatch(alarm -> alarm.slice().isAll());
        boolean oneSource = slices().stream().filter(slice -> !slice.isAll()).count() == 1;
        return raised.stream()
                .filter(alarm -> alarm.slice().isAll() || !overAll || !oneSource)
                .sorted(Comparator.comparing(AlarmEntry::slice))
                .toList();
    }
}
