"""Golden values of verdicts by an independent implementation (numpy and scipy, root finding by Brent's method).

    /usr/bin/python3 src/test/python/verdict_golden.py > src/test/resources/verdict-golden.txt

Each line: level margin n helped hurt outcome difference lower upper logEvidenceHelps logEvidenceHurts labelsNeeded
(-1: none).
"""
import numpy as np
from scipy.optimize import brentq
from scipy.special import logsumexp
from scipy.stats import beta

edges = np.geomspace(0.008, 0.995, 33)
stakes = np.sqrt(edges[1:] * edges[:-1])
weights = np.mean([np.diff(beta(a, a).cdf((1 + edges) / 2)) for a in (1, 10, 100)], axis=0)
weights /= weights.sum()


def log_k_plus(n, h, u, m):
    lam = stakes / (1 + m)
    c = n - h - u
    return logsumexp(h * np.log(1 + lam * (1 - m)) + u * np.log(1 - lam * (1 + m)) + c * np.log(1 - lam * m), b=weights)


def log_k_minus(n, h, u, m):
    lam = stakes / (1 - m)
    c = n - h - u
    return logsumexp(h * np.log(1 - lam * (1 - m)) + u * np.log(1 + lam * (1 + m)) + c * np.log(1 + lam * m), b=weights)


def judge(level, margin, n, h, u):
    need = np.log(2 / level)
    delta = (h - u) / n if n else 0.0
    tiny = 1e-9
    lower, upper = -1.0, 1.0
    if n and delta > -1 and log_k_plus(n, h, u, -1 + tiny) >= need:
        lower = brentq(lambda m: log_k_plus(n, h, u, m) - need, -1 + tiny, delta, xtol=1e-14)
    if n and delta < 1 and log_k_minus(n, h, u, 1 - tiny) >= need:
        upper = brentq(lambda m: log_k_minus(n, h, u, m) - need, delta, 1 - tiny, xtol=1e-14)
    helps, hurts = log_k_plus(n, h, u, 0), log_k_minus(n, h, u, 0)
    equal = lambda a, b, c: log_k_plus(a, b, c, -margin) >= need and log_k_minus(a, b, c, margin) >= need
    if helps >= need:
        outcome = "HELPS"
    elif hurts >= need:
        outcome = "HURTS"
    elif equal(n, h, u):
        outcome = "EQUIVALENT"
    else:
        outcome = "UNDECIDED"
    needed = -1
    if outcome == "UNDECIDED" and n:
        decided = lambda N: (
            log_k_plus(N, h / n * N, u / n * N, 0) >= need
            or log_k_minus(N, h / n * N, u / n * N, 0) >= need
            or equal(N, h / n * N, u / n * N)
        )
        high = n
        while not decided(high) and high < 1e11:
            high *= 2
        low = high / 2
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (low, middle) if decided(middle) else (middle, high)
        needed = int(np.ceil(high)) - n if high < 1e10 else -1
    print(level, margin, n, h, u, outcome, repr(delta), repr(lower), repr(upper), repr(helps), repr(hurts), needed)


rng = np.random.default_rng(5)
for n, h, u in [(0, 0, 0), (1, 1, 0), (1, 0, 0), (10, 0, 10), (50, 3, 3), (40, 12, 1), (1000, 60, 25), (1000, 25, 60),
                (1000, 30, 28), (3000, 30, 30), (20000, 1000, 1010), (20000, 400, 380), (100000, 3000, 2700),
                (10**6, 50000, 50100), (10**8, 5 * 10**6, 5 * 10**6 - 3000), (10**8, 10**7, 10**7 + 40000)]:
    judge(0.05, 0.01, n, h, u)
for _ in range(60):
    n = int(np.exp(rng.uniform(2, 12)))
    d = int(n * rng.uniform(0.005, 0.3))
    h = rng.binomial(d, rng.uniform(0.35, 0.65))
    judge(float(rng.choice([0.01, 0.05, 0.2])), float(rng.choice([0.005, 0.01, 0.03])), n, int(h), int(d - h))
