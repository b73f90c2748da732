package dev.pentimento.evaluation.quality;

import dev.pentimento.evaluation.state.WindowSettings;
import java.time.Duration;

/**
 * Settings of quality.
 *
 * @param level error probability of verdicts
 * @param margin of accuracy within which two arms count as equivalent
 * @param labelHorizon how long the verdict over all windows waits for labels of earlier images; zero: it does not wait
 */
public record QualitySettings(WindowSettings windows, double level, double margin, Duration labelHorizon) {
    /** The same, but labels count as soon as they come. */
    public QualitySettings withoutLabelHorizon() {
        return new QualitySettings(windows, level, margin, Duration.ZERO);
    }
}
