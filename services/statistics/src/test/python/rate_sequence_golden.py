"""Golden values of RateSequenceTest: the ends found by scipy's constrained optimiser instead of a Lagrangian.

    /usr/bin/python3 src/test/python/rate_sequence_golden.py > src/test/resources/rate-sequence-golden.txt
"""
import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import betaln, expit, logit


def evidence(r, s, f):
    return float(np.sum(betaln(s + .5, f + .5) - betaln(.5, .5) - s * np.log(np.maximum(r, 1e-300)) - f * np.log1p(-np.minimum(r, 1 - 1e-16))))


def end(s, n, level, sign):
    """In logits, so that no step leaves the rates' range."""
    s, n = np.array(s, float), np.array(n, float)
    f = n - s
    found = minimize(lambda z: -sign * 100 * expit(z).mean(), logit((s + 1) / (n + 2)), method="SLSQP",
                     options={"ftol": 1e-12, "maxiter": 5000},
                     constraints={"type": "ineq", "fun": lambda z: -np.log(level) - evidence(expit(z), s, f)})
    assert found.success, found
    return expit(found.x).mean()


for s, n, level in [([0], [5], .05), ([7], [7], .05), ([90], [100], .05), ([3000], [3120], .01),
                    ([8, 5, 9], [10, 10, 10], .05), ([90, 40, 70], [100, 50, 100], .05), ([300, 1, 20], [400, 9, 20], .1)]:
    if len(s) == 1:
        e = lambda r: evidence(np.array([r]), np.array(s, float), np.array([n[0] - s[0]], float)) + np.log(level)
        at = s[0] / n[0]
        low = brentq(e, 1e-9, at, xtol=1e-13) if s[0] else 0.0
        high = brentq(e, at, 1 - 1e-9, xtol=1e-13) if s[0] < n[0] else 1.0
    else:
        low, high = end(s, n, level, -1), end(s, n, level, 1)
    print(" ".join(map(str, s)), "|", " ".join(map(str, n)), "|", level, "|", f"{low:.7f} {high:.7f}")
