package dev.pentimento.evaluation;

/** Where a processor sends what it makes. */
enum Route {
    PREDICTIONS,
    OPINIONS,
    LABELS,
    OUTCOMES,
    QUALITY_COUNTS,
    QUALITY,
    DRIFT_COUNTS,
    DRIFT,
    DEAD_LETTERS
}
