package dev.pentimento.dashboard.lights;

import dev.pentimento.events.AccuracyEstimate;

/** What the estimate without labels says about the floor. It is an accuracy, also if the floor is a balanced one. */
enum Estimate {
    BELOW,
    ABOVE,
    /**
     * There is none, or its band contains the floor. Above the floor it also says nothing if it is extrapolated: on images
     * unlike those of its calibration it has been 47 points too high (docs/explanation/statistics.md).
     */
    SILENT;

    static Estimate of(Evidence evidence) {
        AccuracyEstimate estimate = evidence.estimate();
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
        boolean holds = !evidence.moved() && !estimate.getExtrapolated() && estimate.getWarning() == null;
        return holds && estimate.getLower() >= floor ? ABOVE : SILENT;
    }
}
