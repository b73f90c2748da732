"""Golden values of LearnedAccuracyTest: scikit-learn's ridge regression, each kind left out in turn.

    /usr/bin/python3 src/test/python/learned_accuracy_golden.py > src/test/resources/learned-accuracy-golden.txt

First the windows (kind, images, class distance, confidence, spread, accuracy), then what was learned from them, then
estimates for further windows (the same figures, then accuracy, lower and upper, or "none").
"""
import math

import numpy as np
from sklearn.linear_model import Ridge

HELD_OUT = .9
random = np.random.default_rng(1)


def logit(p):
    p = np.clip(p, .005, .995)
    return np.log(p / (1 - p))


def window(loss):
    distance, confidence, spread = .6 * loss + .02 * random.random(), .88 - .5 * loss + .05 * random.normal(), 1 - .4 * loss + .08 * random.normal()
    return [round(max(0, distance), 4), round(min(.99, confidence), 4), round(spread, 4)], round(float(np.clip(HELD_OUT - loss + .04 * random.normal(), 0, 1)), 4)


kinds, signs, accuracies = [], [], []
for kind in ["clean", "blur", "noise", "tone", "shear"]:
    for strength in range(4):
        figures, accuracy = window(0 if kind == "clean" else .15 * strength)
        kinds.append(kind), signs.append(figures), accuracies.append(accuracy)
        print("window", kind, 500, *figures, accuracy)
kinds, signs, accuracies = np.array(kinds), np.array(signs), np.array(accuracies)
values = signs.copy()
values[:, 1] = logit(values[:, 1])


def fit(rows):
    center, scale = values[rows].mean(0), values[rows].std(0)
    model = Ridge(alpha=3).fit((values[rows] - center) / scale, logit(accuracies[rows]))
    return center, scale, model


def predict(fitted, x):
    center, scale, model = fitted
    return 1 / (1 + np.exp(-model.predict((x - center) / scale)))


errors = []
for kind in sorted(set(kinds)):
    predicted = predict(fit(kinds != kind), values[kinds == kind])
    errors += list(np.abs(predicted - accuracies[kinds == kind]) / (.05 + np.maximum(0, HELD_OUT - predicted)))
factor = sorted(errors)[min(len(errors), math.ceil((len(errors) + 1) * .9)) - 1]
whole = fit(kinds == kinds)
center, scale, _ = whole


def terms(x):
    return np.column_stack([np.ones(len(x)), (x - center) / scale])


inverse = np.linalg.inv(terms(values).T @ terms(values) + np.diag([0, 3, 3, 3]))


def leverage(x):
    return np.einsum("ij,jk,ik->i", terms(x), inverse, terms(x))


farthest = leverage(values).max()
print("learned", f"{factor:.10f} {farthest:.10f}")
for images, figures in [(500, [.02, .88, 1]), (60, [.2, .7, .85]), (100000, [.3, .65, .8]), (500, [.9, .97, .1]), (29, [.02, .88, 1])]:
    x = np.array([figures], float)
    x[:, 1] = logit(x[:, 1])
    if images < 30 or leverage(x)[0] > farthest:
        print("estimate", images, *figures, "none")
        continue
    p = predict(whole, x)[0]
    half = math.hypot(factor * (.05 + max(0, HELD_OUT - p)), 1.645 * math.sqrt(p * (1 - p) / images))
    print("estimate", images, *figures, f"{p:.10f} {max(0, p - half):.10f} {min(1, p + half):.10f}")
