package dev.pentimento.trainer.stages;

/**
 * One error probability α, shared by all promotions. The test of the i-th candidate against the j-th version as
 * champion gets α·(6/π²)³/(i²j²k²) in the k-th epoch of that champion's evidence, and all of these add up to α (Σ 1/k² =
 * π²/6). Even with infinitely many candidates, a useless one is therefore not promoted by chance. A comparison that
 * starts again, under another champion or after a drift has gone, is a separate test.
 */
record ErrorBudget(double level) {
    private static final double SERIES = 6 / (Math.PI * Math.PI);

    /**
     * The share of α for one test.
     *
     * @param candidate number of the candidate, from 1
     * @param champion number of the champion, from 1
     * @param epoch number of the epoch, from 1
     */
    double share(long candidate, long champion, long epoch) {
        if (candidate < 1 || champion < 1 || epoch < 1) {
            throw new IllegalArgumentException(
                    "versions and epochs are counted from 1: " + candidate + ", " + champion + ", " + epoch);
        }
        double product = (double) candidate * champion * epoch;
        return level * SERIES * SERIES * SERIES / (product * product);
    }

    /** Logarithm of the evidence that a test needs. Half of its share is reserved for the other direction. */
    double logNeeded(long candidate, long champion, long epoch) {
        return Math.log(2 / share(candidate, champion, epoch));
    }
}
