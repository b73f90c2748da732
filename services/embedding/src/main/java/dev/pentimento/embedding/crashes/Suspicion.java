package dev.pentimento.embedding.crashes;

/**
 * How carefully the next records of a partition are processed.
 *
 * @param alone how many are processed one by one
 * @param few how many are processed in small passes, after those
 * @param crashes how often the process has crashed while the first of them was processed alone
 */
record Suspicion(int alone, int few, int crashes) {
    /** Records of a small pass: a compromise between few passes and few records to process alone after a crash. */
    static final int SMALL_PASS = 32;

    /** A single crash may be a coincidence: anything may kill a process. */
    static final int MOST_CRASHES = 2;

    /**
     * After an unclean shutdown.
     *
     * @param found at the committed offset
     * @param most largest number of records in one pass: the suspect is among that many
     */
    static Suspicion after(Mark found, int most) {
        if (found instanceof Mark.Trying trying) {
            return trying.records() == 1
                    ? new Suspicion(1, most - 1, trying.attempt())
                    : new Suspicion(trying.records(), Math.max(0, most - trying.records()), 0);
        }
        return new Suspicion(0, most, 0);
    }

    /** Largest size of the next pass. */
    int nextPass() {
        return alone > 0 ? 1 : Math.min(SMALL_PASS, few);
    }

    /** Whether the next record has crashed the process too often. */
    boolean isCertain() {
        return crashes >= MOST_CRASHES;
    }

    Mark.Trying mark(int records) {
        return new Mark.Trying(records, crashes + 1);
    }

    /** This number of records was committed. */
    Suspicion without(int records) {
        return alone > 0
                ? new Suspicion(Math.max(0, alone - records), few, 0)
                : new Suspicion(0, Math.max(0, few - records), 0);
    }

    boolean isOver() {
        return alone == 0 && few == 0;
    }
}
