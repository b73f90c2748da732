#!/usr/bin/python3
"""What scikit-learn makes of the points of BaselinesGoldenTest: writes baselines.json into the folder given.

Usage: golden_baselines.py ../resources/golden   (Debian's python3-sklearn)

Points come from a formula that Java computes too, so only opinions are stored. LogisticRegression has the weight decay of
ours: 1/(C n) = 1e-4 on a mean over n rows, with balanced classes and standardised dimensions.
"""
import json
import pathlib
import sys

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DIMENSIONS = 6
TRAIN = 2_000
TEST = 300
LABELS = [0, 0, 0, 1, 1, 2]


def uniform(k):
    value = numpy.sin(k + 1.0) * 43758.5453123
    return value - numpy.floor(value)


def points(start, count):
    rows = numpy.arange(start, start + count)
    labels = numpy.array(LABELS)[rows % len(LABELS)]
    d = numpy.arange(DIMENSIONS)
    k = 3.0 * (rows[:, None] * DIMENSIONS + d[None, :])
    noise = uniform(k) + uniform(k + 1) + uniform(k + 2) - 1.5
    values = 0.8 * numpy.sin(2.1 * labels[:, None] + d[None, :]) + 2 * noise
    return values.astype(numpy.float32).astype(numpy.float64), labels


def main(folder):
    train, labels = points(0, TRAIN)
    test, truth = points(TRAIN, TEST)
    result = {}
    for k in (1, 5):
        distances, _ = NearestNeighbors(n_neighbors=k + 1).fit(train).kneighbors(test)
        gap = (distances[:, k] ** 2 - distances[:, k - 1] ** 2).min()
        assert gap > 1e-5, f"two neighbours are too close for float32 to tell them apart: {gap}"
        result[f"neighbours-{k}"] = KNeighborsClassifier(k, algorithm="brute").fit(train, labels).predict(test).tolist()
    model = make_pipeline(
        StandardScaler(), LogisticRegression(C=1 / (1e-4 * TRAIN), class_weight="balanced", max_iter=10_000, tol=1e-8)
    ).fit(train, labels)
    result["logistic"] = [[round(p, 5) for p in row] for row in model.predict_proba(test).tolist()]
    print("accuracy:", {name: float((numpy.array(v if name != "logistic" else model.predict(test)) == truth).mean()) for name, v in result.items()})
    (pathlib.Path(folder) / "baselines.json").write_text(json.dumps(result) + "\n")


main(sys.argv[1])
