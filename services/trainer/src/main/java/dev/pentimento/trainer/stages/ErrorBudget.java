package dev.pentimento.trainer.stages;

/**
 * One error probability for all promotions together: the k-th test gets α·6/(π²k²), and all of these add up to α
 * (Σ 1/k² = π²/6). So trying candidates for ever does not promote a useless one by chance.
 */
record ErrorBudget(double level) {

    /** @param test number of the test, from 1 */
    double share(long test) {
        if (test < 1) {
            throw new IllegalArgumentException("tests are counted from 1: " + test);
        }
        return level * 6 / (Math.PI * Math.PI * test * test);
    }

    /** Logarithm of the evidence that a test needs: half of its share is for the other direction. */
    double logNeeded(long test) {
        return Math.log(2 / share(test));
    }
}
