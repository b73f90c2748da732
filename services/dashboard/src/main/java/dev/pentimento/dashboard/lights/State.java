package dev.pentimento.dashboard.lights;

/** The colour of a light. */
public enum State {
    GOOD,
    /** There are figures, but they do not decide. */
    DOUBTFUL,
    BAD,
    /** There are no figures that say anything. */
    UNKNOWN
}
