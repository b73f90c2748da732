package dev.pentimento.dashboard.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.dashboard.decisions.Decisions;
import dev.pentimento.dashboard.images.ImagePlace;
import dev.pentimento.dashboard.images.MapPoint;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An alarm of the drift detector.
 *
 * @param reference SHA-256 of the reference's file
 * @param examples images that came after the alarm was raised, if the page has seen any
 * @param acknowledgement the latest, which may be over; null if there is none
 */
public record AlarmEntry(
        @JsonUnwrapped DriftAlarm alarm,
        String encoder,
        String reference,
        String version,
        Slice slice,
        List<ImagePlace> examples,

        @Nullable @JsonIgnoreProperties({"type", "alarm", "kind", "slice", "withdrawn"})
        AlarmDecision acknowledgement) {
    static AlarmEntry of(DriftWindow window, DriftAlarm alarm) {
        return new AlarmEntry(
                alarm,
                window.getEncoderId(),
                window.getReferenceId(),
                window.getModelVersion(),
                new Slice(window.getSlice()),
                List.of(),
                null);
    }

    /** The same alarm with examples. */
    AlarmEntry showing(List<ImagePlace> found) {
        return new AlarmEntry(alarm, encoder, reference, version, slice, found, acknowledgement);
    }

    /** The same alarm, with whether somebody has seen it. */
    public AlarmEntry with(Decisions decisions) {
        return decisions
                .acknowledgement(Decisions.DRIFT + alarm.getId(), Instant.EPOCH)
                .map(decision -> new AlarmEntry(alarm, encoder, reference, version, slice, examples, decision))
                .orElse(this);
    }

    /** The same alarm, which ended when another took its place. */
    AlarmEntry replaced(Instant at) {
        DriftAlarm ended = DriftAlarm.newBuilder(alarm)
                .setState(AlarmState.RESOLVED)
                .setResolvedAt(at)
                .build();
        return new AlarmEntry(ended, encoder, reference, version, slice, examples, acknowledgement);
    }

    /** Whether the image came while the alarm was open, from a source that it is about. */
    boolean covers(MapPoint image) {
        Instant resolved = alarm.getResolvedAt();
        return !image.at().isBefore(alarm.getRaisedAt())
                && (resolved == null || image.at().isBefore(resolved))
                && (slice.isAll() || slice.source().equals(Optional.ofNullable(image.source())));
    }

    /** Whether it was open at some time of a span, whose ends may be open too. */
    public boolean within(@Nullable Instant from, @Nullable Instant to) {
        Instant resolved = alarm.getResolvedAt();
        return (from == null || resolved == null || !resolved.isBefore(from))
                && (to == null || alarm.getRaisedAt().isBefore(to));
    }

    /** Whether it is still open. */
    public boolean raised() {
        return alarm.getState() == AlarmState.RAISED;
    }
}
