package dev.pentimento.dashboard.lights;

import dev.pentimento.dashboard.quality.Measure;
import dev.pentimento.events.AccuracyEstimate;

/** What the estimate without labels says about the floor. It is a plain accuracy, also if the floor is a balanced one. */
enum Estimate {
    BELOW,
    /** A high accuracy says nothing about balanced accuracy: a rare class may always be wrong. */
    ABOVE,
    /** There is none, its interval contains the floor, or it is above the floor while something speaks against it. */
    SILENT;

    static Estimate of(Evidence evidence) {
        AccuracyEstimate estimate = evidence.withoutLabels().estimate();
        if (estimate == null) {
            return SILENT;
        }
        Double floor = evidence.floor().of(estimate.getValidationAccuracy());
        if (floor == null) {
            return SILENT;
        }
        if (estimate.getUpper() < floor) {
            return BELOW;
        }
        boolean holds = evidence.floor().measure() == Measure.ACCURACY
                && !evidence.alarm()
                && !estimate.getExtrapolated()
                && estimate.getWarning() == null;
        return holds && estimate.getLower() >= floor ? ABOVE : SILENT;
    }
}
