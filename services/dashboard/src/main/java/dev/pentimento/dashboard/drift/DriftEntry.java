package dev.pentimento.dashboard.drift;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.pentimento.events.DriftAlarm;
import dev.pentimento.events.DriftWindow;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Distance of one window's embeddings from the reference.
 *
 * @param window without its alarm, since every window repeats the latest alarm
 * @param alarm id of the window's alarm
 */
public record DriftEntry(
        @JsonUnwrapped @JsonIgnoreProperties("alarm") DriftWindow window,
        @Nullable String alarm) {
    static DriftEntry of(DriftWindow window) {
        DriftAlarm alarm = window.getAlarm();
        return new DriftEntry(
                DriftWindow.newBuilder(window).setAlarm(null).build(), alarm == null ? null : alarm.getId());
    }

    /** The same with only these components and classes. */
    public DriftEntry only(Set<String> components, Set<String> classes) {
        return new DriftEntry(
                DriftWindow.newBuilder(window)
                        .setComponents(window.getComponents().stream()
                                .filter(one -> components.contains(one.getName()))
                                .toList())
                        .setClassShares(window.getClassShares().stream()
                                .filter(one -> classes.contains(one.getName()))
                                .toList())
                        .build(),
                alarm);
    }
}
