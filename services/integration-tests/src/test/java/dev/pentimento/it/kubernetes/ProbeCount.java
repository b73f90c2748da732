package dev.pentimento.it.kubernetes;

/** How often in a row a probe succeeded or failed. */
final class ProbeCount {
    /** What a kubelet concludes. */
    enum Verdict {
        AS_BEFORE,
        SUCCESS,
        FAILURE
    }

    private final int successThreshold;
    private final int failureThreshold;
    private int successes;
    private int failures;

    ProbeCount(int successThreshold, int failureThreshold) {
        this.successThreshold = successThreshold;
        this.failureThreshold = failureThreshold;
    }

    Verdict add(boolean success) {
        successes = success ? successes + 1 : 0;
        failures = success ? 0 : failures + 1;
        if (successes >= successThreshold) {
            return Verdict.SUCCESS;
        }
        return failures >= failureThreshold ? Verdict.FAILURE : Verdict.AS_BEFORE;
    }
}
