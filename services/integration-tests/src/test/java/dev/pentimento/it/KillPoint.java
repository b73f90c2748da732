package dev.pentimento.it;

/** Where in a transaction a process is killed, as seen from the broker. */
enum KillPoint {
    /** One of the two, records or the offsets they came from, is at the broker; the other has not been sent. */
    HALF_WRITTEN,
    /** Records and offsets are at the broker; it is not asked to commit. */
    BEFORE_COMMIT,
    /** The broker has committed; the process does not hear of it. */
    UNHEARD_COMMIT,
    /** The process has heard that it was committed, and does no more. */
    AFTER_COMMIT
}
