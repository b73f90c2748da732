package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.WindowSettings;
import java.time.Duration;

/**
 * Settings for quality.
 *
 * @param level error probability of verdicts
 * @param margin of accuracy within which two arms count as equivalent
 * @param labelHorizon how long the verdict over all windows waits for labels of earlier images; zero: it does not wait
 */
public record QualitySettings(WindowSettings windows, double level, double margin, Duration labelHorizon) {
    /** The same settings, but labels count as soon as they arrive. */
    public QualitySettings withoutLabelHorizon() {
        return new QualitySettings(windows, level, margin, Duration.ZERO);
    }
}
