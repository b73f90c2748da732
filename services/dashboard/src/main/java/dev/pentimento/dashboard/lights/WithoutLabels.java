package dev.pentimento.dashboard.lights;

import dev.pentimento.events.AccuracyEstimate;
import dev.pentimento.events.Arm;
import dev.pentimento.events.DriftWindow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the newest window tells about accuracy without labels.
 *
 * @param estimate of the answers that the champion gives; null if there is none
 * @param reason why there is none, as the end of a sentence; null if there is one, or if nobody knows
 */
public record WithoutLabels(
        @Nullable AccuracyEstimate estimate, @Nullable String reason) {
    static final WithoutLabels NOTHING = new WithoutLabels(null, null);

    /**
     * @param newest the newest window of all images; empty if none has been measured
     * @param arm whose opinion is the champion's answer
     */
    public static WithoutLabels of(Optional<DriftWindow> newest, Arm arm) {
        if (arm != Arm.ORIGINAL) {
            return new WithoutLabels(null, "an estimate without labels is of the answers before the correction");
        }
        return newest.map(window -> new WithoutLabels(window.getEstimate(), window.getNoEstimate()))
                .orElse(NOTHING);
    }
}
