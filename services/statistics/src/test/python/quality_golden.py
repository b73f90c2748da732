"""Golden values of the quality figures, made with scikit-learn (Debian 12: python3-sklearn 1.2.1).

    /usr/bin/python3 src/test/python/quality_golden.py > src/test/resources/quality-golden.txt

Each case: `case NAME CLASSES`, `row TRUE PREDICTED P1 .. Pk` for each image, `NAME VALUE ..` for each figure.
"""
import warnings

import numpy as np
from sklearn import metrics

warnings.filterwarnings("ignore")
EPS = float(np.finfo(np.float32).eps)


def ece(y, pred, p, bins=15):
    """Guo et al. 2017, equation 5, with bins open below and closed above."""
    confidence = p[np.arange(len(y)), pred].astype(np.float64)
    edges = np.linspace(0, 1, bins + 1)
    total = 0.0
    for low, high in zip(edges[:-1], edges[1:]):
        inside = (confidence > low) & (confidence <= high)
        if inside.any():
            total += inside.mean() * abs((pred[inside] == y[inside]).mean() - confidence[inside].mean())
    return total


def case(name, y, p):
    p = p.astype(np.float32)
    y = np.asarray(y)
    k = p.shape[1]
    pred = p.argmax(axis=1)
    wide = p.astype(np.float64)
    labels = list(range(k))
    print(f"case {name} {k}")
    for t, q, row in zip(y, pred, p):
        print("row", t, q, *[repr(float(v)) for v in row])
    onehot = np.eye(k)[y]
    brier = ((wide - onehot) ** 2).sum(axis=1).mean()
    if k == 2:
        assert abs(brier - 2 * metrics.brier_score_loss(y, wide[:, 1], pos_label=1)) < 1e-6
    figures = {
        "confusion": metrics.confusion_matrix(y, pred, labels=labels).ravel(),
        "accuracy": [metrics.accuracy_score(y, pred)],
        "balancedAccuracy": [metrics.balanced_accuracy_score(y, pred)],
        "macroF1": [metrics.f1_score(y, pred, average="macro")],
        "weightedF1": [metrics.f1_score(y, pred, average="weighted")],
        "precision": metrics.precision_score(y, pred, labels=labels, average=None, zero_division=0),
        "recall": metrics.recall_score(y, pred, labels=labels, average=None, zero_division=0),
        "logLoss": [metrics.log_loss(y, wide, labels=labels, eps=EPS)] if k > 1 else [-np.log(1.0)],
        "brierScore": [brier],
        "calibrationError": [ece(y, pred, p)],
    }
    for figure, values in figures.items():
        print(figure, *[repr(v.item() if hasattr(v, "item") else v) for v in values])


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


rng = np.random.default_rng(20261123)


def drawn(name, n, k, allowed, sharpness, skill, absent=()):
    y = rng.choice(allowed, size=n)
    z = rng.normal(size=(n, k)) * sharpness
    z[np.arange(n), y] += skill
    z[:, list(absent)] -= 100
    case(name, y, softmax(z))


drawn("ten-classes", 200, 10, np.arange(10), 1.0, 2.0)
drawn("two-classes", 120, 2, [0, 0, 0, 1], 1.5, 0.7)
drawn("class-without-labels", 80, 4, [0, 1, 3], 1.0, 1.0)
drawn("class-neither-labelled-nor-predicted", 80, 4, [0, 1, 3], 1.0, 1.0, absent=[2])
drawn("only-one-class-labelled", 40, 3, [1], 1.0, 1.0)
drawn("very-sure", 60, 5, np.arange(5), 40.0, 5.0)
drawn("one-image-right", 1, 3, [2], 0.1, 3.0)
case("one-image-wrong", [0], np.array([[0.0, 1.0]]))
case("sure-and-right", [0, 1, 1], np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]))
case("on-the-edge-of-a-bin", [0, 1, 1, 0], np.array([[0.75, 0.25], [0.5, 0.5], [0.25, 0.75], [0.5, 0.5]]))
