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
                DriftWindow.newBuilder()
                        .setEncoderId(window.getEncoderId())
                        .setModelVersion(window.getModelVersion())
                        .setReferenceId(window.getReferenceId())
                        .setSlice(window.getSlice())
                        .setWindowStart(window.getWindowStart())
                        .setWindowEnd(window.getWindowEnd())
                        .setRevision(window.getRevision())
                        .setImages(window.getImages())
                        .setMeasures(window.getMeasures())
                        .setEvidence(window.getEvidence())
                        .setRunLength(window.getRunLength())
                        .setImagesSinceReference(window.getImagesSinceReference())
                        .setAlarm(null)
                        .setBurstFactor(window.getBurstFactor())
                        .setSampledShare(window.getSampledShare())
                        .setEstimate(window.getEstimate())
                        .setMovedComponents(window.getMovedComponents())
                        .setComponents(window.getComponents().stream()
                                .filter(one -> components.contains(one.getName()))
                                .toList())
                        .setClassShares(window.getClassShares().stream()
                                .filter(one -> classes.contains(one.getName()))
                                .toList())
                        .setNoEstimate(window.getNoEstimate())
                        .setUnfamiliarShare(window.getUnfamiliarShare())
                        .build(),
                alarm);
    }
}
