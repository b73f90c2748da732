package dev.pentimento.embedding.crashes;

/**
 * How carefully the next records of a partition are taken.
 *
 * @param alone how many are taken one by one
 * @param few how many are taken in small passes, after those
 * @param crashes how often the process has ended while the first of them was alone
 */
record Suspicion(int alone, int few, int crashes) {
    /** Records of a small pass: few passes, and few records to take alone if one of them ends the process. */
    static final int SMALL_PASS = 32;

    /** One such end may be a coincidence: anything may kill a process. */
    static final int MOST_CRASHES = 2;

    /**
     * After an unclean end.
     *
     * @param found at the committed offset
     * @param most records of one pass: the record is among so many
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

    /** Whether the next record has ended the process too often. */
    boolean isCertain() {
        return crashes >= MOST_CRASHES;
    }

    Mark.Trying mark(int records) {
        return new Mark.Trying(records, crashes + 1);
    }

    /** So many records were committed. */
    Suspicion without(int records) {
        return alone > 0
                ? new Suspicion(Math.max(0, alone - records), few, 0)
                : new Suspicion(0, Math.max(0, few - records), 0);
    }

    boolean isOver() {
        return alone == 0 && few == 0;
    }
}
