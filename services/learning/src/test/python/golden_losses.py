#!/usr/bin/env python3
"""Computes the losses that are not of pairs, with their gradients, with PyTorch alone (Debian's python3-torch), in float64.

    golden_losses.py src/test/resources/golden

writes losses.json. Where PyTorch has the loss, it is PyTorch's own; the rest is written from its paper's formula. Nothing is
shared with the Java side.
"""
import json
import pathlib
import sys

import torch
from torch import distributions
from torch.nn import functional


def sines(rows, columns, start):
    values = torch.arange(start, start + rows * columns, dtype=torch.float64)
    return torch.sin(values).reshape(rows, columns)


def cross_entropy(logits):
    return functional.cross_entropy(logits, torch.tensor([0, 2, 1, 2]), weight=torch.tensor([1, 0.5, 2], dtype=torch.float64))


def reconstruction(logits):
    pixels = sines(2, 6, 50) ** 2
    return functional.binary_cross_entropy_with_logits(logits, pixels, reduction="sum") / 2


def squared_error(logits):
    return functional.mse_loss(torch.sigmoid(logits), sines(2, 6, 50) ** 2)


def divergence(mean, log_variance):
    q = distributions.Normal(mean, torch.exp(log_variance / 2))
    return distributions.kl_divergence(q, distributions.Normal(0.0, 1.0)).sum(1).mean()


def exemplars(features):
    """Frosst, Papernot and Hinton 2019, equation 1, with cosines over 0.1; the last point's class has no exemplar."""
    places = functional.normalize(sines(5, 3, 40), dim=1)
    classes = [0, 0, 1, 2, 1]
    weights = [0.4, 0.1, 0.3, 0.2]
    total = torch.zeros((), dtype=torch.float64)
    for i, own in enumerate([0, 1, 2, None]):
        s = functional.cosine_similarity(features[i:i + 1], places) / 0.1
        same = [s[j] for j in range(5) if classes[j] == own]
        if same:
            total = total + weights[i] * (torch.logsumexp(s, 0) - torch.logsumexp(torch.stack(same), 0))
    return total


LOSSES = {
    "cross-entropy": (cross_entropy, [(4, 3, 1)]),
    "reconstruction": (reconstruction, [(2, 6, 1)]),
    "squared-error": (squared_error, [(2, 6, 1)]),
    "divergence": (divergence, [(3, 4, 1), (3, 4, 20)]),
    "exemplars": (exemplars, [(4, 3, 1)]),
}


def main():
    result = {}
    for name, (loss, inputs) in LOSSES.items():
        arguments = [sines(*each).requires_grad_(True) for each in inputs]
        value = loss(*arguments)
        value.backward()
        result[name] = {"loss": value.item(), "gradients": [each.grad.flatten().tolist() for each in arguments]}
    folder = pathlib.Path(sys.argv[1])
    (folder / "losses.json").write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
