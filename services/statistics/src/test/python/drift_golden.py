"""Golden values by scipy for parts of the drift detector and its measures, and for the calibration of confidence:
python3 drift_golden.py > ../resources/drift-golden.txt"""

import numpy as np
from scipy.linalg import sqrtm
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import chisquare, dirichlet_multinomial, ks_2samp

random = np.random.default_rng(17)


def show(name, *groups):
    print(name + " " + " | ".join(" ".join(repr(float(x)) for x in np.ravel(group)) for group in groups))


# Law of counts given weights, without the multinomial coefficient.
for weights, counts in [
    ([1, 1, 1], [2, 0, 1]),
    ([5.5, 0.5, 20], [0, 3, 29]),
    ([100, 200, 300, 400], [3, 7, 9, 13]),
    ([0.5, 0.5], [60, 4]),
    ([1e8, 3e7], [20, 12]),
    ([2000, 1, 1, 1, 1], [0, 8, 8, 8, 8]),
]:
    coefficient = gammaln(sum(counts) + 1) - sum(gammaln(np.array(counts) + 1))
    value = dirichlet_multinomial.logpmf(counts, np.array(weights, dtype=float), sum(counts)) - coefficient
    show("predictive", weights, counts, value)

# Squared Fréchet distance of two Gaussians.
for size in [1, 2, 4, 6]:
    a, b = random.normal(size=(size, size)), random.normal(size=(size, size))
    s, t = a @ a.T + 0.1 * np.eye(size), b @ b.T
    mu, nu = random.normal(size=size), random.normal(size=size)
    distance = np.sum((mu - nu) ** 2) + np.trace(s + t - 2 * np.real(sqrtm(s @ t)))
    show("frechet", mu, s, nu, t, distance)

# Principal components: eigenvalues of the covariance with divisor n, largest first.
points = random.normal(size=(40, 5)) * [3, 2, 1, 0.5, 0.25] + 1
points = points.astype(np.float32)
variances = np.linalg.eigvalsh(np.cov(points.astype(float).T, bias=True))[::-1]
show("principal", points, variances)

# Pearson's statistic.
now, before = np.array([30, 50, 20, 60.0]), np.array([40, 40, 40, 40.0])
show("pearson", before, now, chisquare(now, before / before.sum() * now.sum()).statistic)

# Kolmogorov-Smirnov between whole numbers, which bins of width one keep apart.
x, y = random.integers(0, 14, 90), random.integers(0, 14, 60) ** 2 // 13
statistic = ks_2samp(x, y).statistic
show("ks", np.bincount(x, minlength=14), np.bincount(y, minlength=14) / len(y), statistic)

# Beta calibration by penalised maximum likelihood (ridge 1e-3 around 1, 1, 0).
confidence = random.uniform(0.3, 0.999, 60).astype(np.float32).astype(float)
right = random.uniform(size=60) < confidence ** 1.5
features = np.stack([np.log(confidence), -np.log(1 - confidence), np.ones(60)])


def loss(w):
    logit = w @ features
    likelihood = np.sum(np.where(right, logit, 0) - np.logaddexp(0, logit))
    return -likelihood + 0.5e-3 * np.sum((w - [1, 1, 0]) ** 2)


best = minimize(loss, [1, 1, 0], method="BFGS", options={"gtol": 1e-10}).x
show("calibration", confidence, right, best)
