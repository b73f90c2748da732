package dev.pentimento.trainer.stages;

/**
 * One error probability α, shared by all promotions. The test of the i-th candidate against the j-th version as
 * champion gets α·(6/π²)²/(i²j²), and all of these add up to α (Σ 1/k² = π²/6). Even with infinitely many candidates, a
 * useless one is therefore not promoted by chance. A comparison that starts again under another champion is a separate
 * test.
 */
record ErrorBudget(double level) {
    private static final double SERIES = 6 / (Math.PI * Math.PI);

    /**
     * The share of α for one test.
     *
     * @param candidate number of the candidate, from 1
     * @param champion number of the champion, from 1
     */
    double share(long candidate, long champion) {
        if (candidate < 1 || champion < 1) {
            throw new IllegalArgumentException("versions are counted from 1: " + candidate + ", " + champion);
        }
        double product = (double) candidate * champion;
        return level * SERIES * SERIES / (product * product);
    }

    /** Logarithm of the evidence that a test needs. Half of its share is reserved for the other direction. */
    double logNeeded(long candidate, long champion) {
        return Math.log(2 / share(candidate, champion));
    }
}
