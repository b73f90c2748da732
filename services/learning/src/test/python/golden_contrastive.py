#!/usr/bin/env python3
"""Computes what the contrastive losses and one training step of the thesis's correction must give, with PyTorch alone
(Debian's python3-torch), in float64 where nothing is trained.

    golden_contrastive.py src/test/resources/golden

reads the thesis's corrections there (written by GoldenNetworks.main) and writes contrastive.json (each loss with its
gradients) and siamese-step.json (loss and weights after one step of torch.optim.Adam). Every loss is written pair by pair
from its paper's formula; nothing is shared with the Java side.
"""
import json
import pathlib
import sys

import torch
from torch.nn import functional

from golden_networks import read, thesis_correction

ANCHORS, PARTNERS, DIMENSIONS = 3, 4, 5


def sines(rows, columns, start):
    values = torch.arange(start, start + rows * columns, dtype=torch.float64)
    return torch.sin(values).reshape(rows, columns)


def cosine(x, y):
    return torch.dot(x, y) / (torch.linalg.norm(x) * torch.linalg.norm(y))


def cosine_distance(x, y):
    return (1 - cosine(x, y)) / 2


def euclidean(x, y):
    return torch.linalg.norm(x - y)


def pairs(anchors, partners, positive):
    each = positive.shape[1]
    for i in range(anchors.shape[0]):
        for j in range(each):
            yield anchors[i], partners[i * each + j], positive[i, j].item() == 1


def margin(distance, m):
    def loss(anchors, partners, positive):
        terms = [distance(x, y) ** 2 if same else torch.clamp(m - distance(x, y), min=0) ** 2
                 for x, y, same in pairs(anchors, partners, positive)]
        return torch.stack(terms).mean()
    return loss


def soft_nearest_neighbours(distance, temperature):
    def loss(anchors, partners, positive):
        each = positive.shape[1]
        terms = []
        for i in range(anchors.shape[0]):
            near = [torch.exp(-distance(anchors[i], partners[i * each + j]) / temperature) for j in range(each)]
            same = [near[j] for j in range(each) if positive[i, j] == 1]
            if same:
                terms.append(-torch.log(torch.stack(same).sum() / torch.stack(near).sum()))
            else:
                terms.append(torch.zeros((), dtype=anchors.dtype))
        return torch.stack(terms).mean()
    return loss


def siglip(t, b):
    def loss(anchors, partners, positive):
        terms = [-functional.logsigmoid((1 if same else -1) * (t * cosine(x, y) + b))
                 for x, y, same in pairs(anchors, partners, positive)]
        return torch.stack(terms).mean()
    return loss


def thesis_sigmoid(t, b):
    """As the thesis has it: -log(1 / (1 + exp(z * (-t * d + b))))."""
    def loss(anchors, partners, positive):
        terms = [-torch.log(1 / (1 + torch.exp((1 if same else -1) * (-t * cosine_distance(x, y) + b))))
                 for x, y, same in pairs(anchors, partners, positive)]
        return torch.stack(terms).mean()
    return loss


E = 2.718281828459045
LOSSES = {
    "margin-cosine": margin(cosine_distance, 0.6),
    "margin-euclidean": margin(euclidean, 2.5),
    "soft-nearest-neighbours-cosine": soft_nearest_neighbours(cosine_distance, 0.2),
    "soft-nearest-neighbours-euclidean": soft_nearest_neighbours(euclidean, 0.7),
    "sigmoid": siglip(5.0, -1.5),
    "inverted-sigmoid": thesis_sigmoid(E, 0.25),
}


def losses(folder):
    # The last anchor has no positive partner.
    positive = torch.tensor([[1, 1, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0]], dtype=torch.float64)
    result = {}
    for name, loss in LOSSES.items():
        anchors = sines(ANCHORS, DIMENSIONS, 1).requires_grad_(True)
        partners = sines(ANCHORS * PARTNERS, DIMENSIONS, 100).requires_grad_(True)
        value = loss(anchors, partners, positive)
        value.backward()
        result[name] = {"loss": value.item(), "anchors": anchors.grad.flatten().tolist(),
                        "partners": partners.grad.flatten().tolist()}
    (folder / "contrastive.json").write_text(json.dumps(result) + "\n")


def step(folder):
    """Four anchors with two positive and two negative partners each through both towers, one step of Adam, rate 0.01."""
    positive = torch.tensor([[1, 1, 0, 0]] * 4, dtype=torch.float32)
    result = {}
    for name, loss in (("thesis-correction", thesis_sigmoid(E, 0)),
                       ("thesis-correction-normalized", soft_nearest_neighbours(cosine_distance, 1.0))):
        architecture, tensors = read(folder / (name + ".safetensors"))
        learned = [key for key in tensors if not key.endswith(("running_mean", "running_var"))]
        for key in learned:
            tensors[key].requires_grad_(True)
        optimizer = torch.optim.Adam([tensors[key] for key in learned], lr=1e-2)
        x = sines(4, 7, 1).float()
        y = sines(16, 7, 200).float()
        value = loss(thesis_correction(architecture, tensors, x, training=True),
                     thesis_correction(architecture, tensors, y, training=True), positive)
        value.backward()
        optimizer.step()
        result[name] = {"loss": value.item(),
                        "gradient": {key: tensors[key].grad.flatten().tolist() for key in learned},
                        "after": {key: tensor.detach().flatten().tolist() for key, tensor in tensors.items()}}
    (folder / "siamese-step.json").write_text(json.dumps(result) + "\n")


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1])
    losses(target)
    step(target)
