#!/usr/bin/python3
"""Values of McNemarTest, HolmTest and MapsTest, from SciPy (Debian: python3-scipy)."""

import math

import numpy
from scipy.optimize import brentq
from scipy.stats import binomtest

for helped, hurt in [(0, 0), (1, 0), (3, 0), (5, 12), (12, 5), (30, 30), (120, 80), (400, 300), (900, 700), (692, 233)]:
    p = 1.0 if helped + hurt == 0 else binomtest(helped, helped + hurt, 0.5).pvalue
    print(f"mcnemar {helped} {hurt} {p!r}")


def holm(values):
    """As statsmodels.stats.multitest.multipletests(values, method='holm') has it."""
    order = numpy.argsort(values)
    scaled = (len(values) - numpy.arange(len(values))) * numpy.array(values)[order]
    adjusted = numpy.empty(len(values))
    adjusted[order] = numpy.minimum(1, numpy.maximum.accumulate(scaled))
    return adjusted.tolist()


for values in [[0.01, 0.04, 0.03, 0.005], [0.5, 0.02, 0.02, 1.0, 0.0004], [0.2]]:
    print("holm", values, holm(values))


def points():
    """Three groups in ten dimensions, without a random generator."""
    rows = []
    for i in range(150):
        group = i % 3
        rows.append([(6.0 if d == group else 0.0) + math.sin((i + 1) * (d + 1) * 12.9898) for d in range(10)])
    return numpy.array(rows, dtype=numpy.float32)


def joint(rows, perplexity):
    """van der Maaten and Hinton 2008, equations 1 and 2; the precision by Brent's method."""
    squares = ((rows[:, None, :] - rows[None, :, :]) ** 2).sum(axis=2)
    conditional = numpy.zeros_like(squares)
    for i in range(len(rows)):
        others = numpy.arange(len(rows)) != i

        def shares(precision):
            weights = numpy.exp(-(squares[i, others] - squares[i, others].min()) * precision)
            return weights / weights.sum()

        def surplus(precision):
            p = shares(precision)
            p = p[p > 0]
            return -(p * numpy.log(p)).sum() - math.log(perplexity)

        conditional[i, others] = shares(brentq(surplus, 1e-6, 1e3))
    return (conditional + conditional.T) / (2 * len(rows))


p = joint(points().astype(float)[:12], 4)
print("joint", p[0, 1:6].tolist(), p[7, 8:12].tolist())
centred = points().astype(float) - points().astype(float).mean(axis=0)
_, _, directions = numpy.linalg.svd(centred, full_matrices=False)
for axis in range(2):
    direction = directions[axis] * numpy.sign(directions[axis][numpy.abs(directions[axis]).argmax()])
    print("axis", axis, (centred[:3] @ direction).round(5).tolist())
