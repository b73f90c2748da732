package dev.pentimento.dashboard.drift;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.dashboard.images.ImagePlace;
import dev.pentimento.events.AlarmState;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import dev.pentimento.events.Slice;
import java.time.Instant;
import java.util.List;

/**
 * An alarm of the drift detector.
 *
 * @param reference SHA-256 of the reference's file
 * @param examples the example images whose position in the log is known
 */
public record AlarmEntry(
        @JsonUnwrapped DriftAlarm alarm,
        String encoder,
        String reference,
        String version,
        Slice slice,
        List<ImagePlace> examples) {
    static AlarmEntry of(DriftWindow window, DriftAlarm alarm) {
        return new AlarmEntry(
                alarm,
                window.getEncoderId(),
                window.getReferenceId(),
                window.getModelVersion(),
                new Slice(window.getSlice()),
                List.of());
    }

    /** The same alarm with examples. */
    AlarmEntry showing(List<ImagePlace> found) {
        return new AlarmEntry(alarm, encoder, reference, version, slice, found);
    }

    /** The same alarm, which ended when another took its place. */
    AlarmEntry replaced(Instant at) {
        DriftAlarm ended = DriftAlarm.newBuilder(alarm)
                .setState(AlarmState.RESOLVED)
                .setResolvedAt(at)
                .build();
        return new AlarmEntry(ended, encoder, reference, version, slice, examples);
    }

    /** Whether it is still open. */
    public boolean raised() {
        return alarm.getState() == AlarmState.RAISED;
    }
}
