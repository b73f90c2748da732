"""Golden values of the descriptive drift measures: python3 measures_golden.py > ../resources/measures-golden.txt"""

import numpy as np

random = np.random.default_rng(5)
reference = random.normal(size=(30, 3)) @ np.array([[1, 0.3, 0], [0, 0.8, 0.2], [0, 0, 0.5]])
window = random.normal(size=(20, 3)) * [1.2, 0.9, 0.7] + [0.4, 0, -0.2]
projections = random.normal(size=(3, 4))


def kernel(x, y):
    """The kernel that the random features stand for, pair by pair."""
    return np.cos((x[:, None, :] - y[None, :, :]) @ projections).mean(axis=2)


def unbiased(x):
    k = kernel(x, x)
    return (k.sum() - np.trace(k)) / (len(x) * (len(x) - 1))


s, t = np.cov(reference.T, bias=True), np.cov(window.T, bias=True)
# the trace of (s t)^(1/2): the roots of the eigenvalues of s t, which are those of a positive matrix
root_trace = np.sqrt(np.linalg.eigvals(s @ t).real).sum()
frechet = np.sum((reference.mean(0) - window.mean(0)) ** 2) + np.trace(s + t) - 2 * root_trace
discrepancy = unbiased(window) + unbiased(reference) - 2 * kernel(window, reference).mean()

counts = np.array([3, 0, 12, 40, 25])
shares = np.array([0.05, 0.1, 0.2, 0.4, 0.25])
now = (counts + 0.5) / (counts + 0.5).sum()
share = counts / counts.sum()
for name, values in {
    "reference": reference,
    "window": window,
    "projections": projections,
    "frechet": frechet,
    "discrepancy": discrepancy,
    "counts": counts,
    "shares": shares,
    "psi": np.sum((now - shares) * np.log(now / shares)),
    "ks": np.abs(np.cumsum(share - shares)).max(),
    "tv": np.abs(share - shares).sum() / 2,
}.items():
    print(name, *[repr(float(v)) for v in np.ravel(values)])
