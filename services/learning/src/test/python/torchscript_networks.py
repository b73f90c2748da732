#!/usr/bin/env python3
"""Writes small TorchScript networks as users bring them, and what they must give (Debian's python3-torch).

    torchscript_networks.py src/test/resources/torchscript

They recognise stripes of three directions on 12x12 pixels, as VersionTrainingTest draws them:

encoder.pt        1x12x12 to 16 values, traced
classifier.pt     16 to 3 logits, scripted and saved in training mode, with BatchNorm and dropout
probabilities.pt  the same, but with softmax at its end, traced
opaque.pt         the same, but no gradient goes through it
viewing.pt        encoder.pt, but it flattens with view, which needs the channels of its images one after another in memory
double.pt         encoder.pt, but it computes in float64
images.pt         image to 3 logits: no classifier of embeddings
whole.pt          image to 3 probabilities through encoder.pt and one linear layer
state.pt          parameters alone (torch.save of a state_dict), which is no TorchScript
forward.json      sin(1), sin(2), ... through the encoder, a thirty-second of it through the classifier, and the gradient of its
                  cross-entropy
"""
import copy
import json
import pathlib
import sys

import torch
from torch import nn
from torch.nn import functional

torch.manual_seed(1)
torch.set_num_threads(1)


def stripes(count):
    labels = torch.arange(count) % 3
    phase = torch.randint(0, 4, (count,))
    y, x = torch.meshgrid(torch.arange(12), torch.arange(12), indexing="ij")
    along = torch.stack([y, x, x + y])[labels]
    images = (along + phase[:, None, None]) // 2 % 2 + 0.25 * torch.randn(count, 12, 12)
    return images.clamp(0, 1)[:, None], labels


class Opaque(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.detach())


class Viewing(nn.Module):
    """An encoder whose last two layers are Flatten and Linear, with view instead of Flatten."""

    def __init__(self, encoder):
        super().__init__()
        self.convolutions, self.linear = encoder[:-2], encoder[-1]

    def forward(self, x):
        x = self.convolutions(x)
        return self.linear(x.view(x.size(0), -1))


class Double(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = copy.deepcopy(inner).double()

    def forward(self, x):
        return self.inner(x.double()).float()


def fit(network, steps, rate, learned=None):
    adam = torch.optim.Adam((learned or network).parameters(), rate)
    for _ in range(steps):
        images, labels = stripes(64)
        adam.zero_grad()
        functional.cross_entropy(network(images), labels).backward()
        adam.step()


def numbers(*shape):
    count = int(torch.tensor(shape).prod())
    return torch.sin(torch.arange(1, count + 1, dtype=torch.float64)).float().reshape(shape)


def main(folder):
    encoder = nn.Sequential(
        nn.Conv2d(1, 4, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(4, 8, 3, stride=2, padding=1), nn.ReLU(),
        nn.Flatten(), nn.Linear(72, 16))
    classifier = nn.Sequential(
        nn.BatchNorm1d(16), nn.Linear(16, 12), nn.LeakyReLU(0.1), nn.Dropout(0.3), nn.Linear(12, 3))
    fit(nn.Sequential(encoder, classifier), 600, 3e-3)
    torch.jit.script(classifier).save(str(folder / "classifier.pt"))
    encoder.eval()
    classifier.eval()
    image, embedding = torch.zeros(1, 1, 12, 12), torch.zeros(1, 16)
    torch.jit.trace(encoder, image).save(str(folder / "encoder.pt"))
    torch.jit.trace(Viewing(encoder), image).save(str(folder / "viewing.pt"))
    torch.jit.trace(Double(encoder), image).save(str(folder / "double.pt"))
    torch.jit.trace(nn.Sequential(classifier, nn.Softmax(1)), embedding).save(str(folder / "probabilities.pt"))
    torch.jit.trace(Opaque(classifier), embedding).save(str(folder / "opaque.pt"))
    torch.jit.trace(nn.Sequential(encoder, classifier), image).save(str(folder / "images.pt"))
    torch.save(classifier.state_dict(), str(folder / "state.pt"))
    head = nn.Linear(16, 3)
    kept = torch.jit.load(str(folder / "encoder.pt"))
    fit(nn.Sequential(kept, head), 300, 1e-2, head)
    torch.jit.trace(nn.Sequential(kept, head, nn.Softmax(1)), image).save(str(folder / "whole.pt"))

    embeddings = (numbers(5, 16) / 32).requires_grad_()
    logits = classifier(embeddings)
    functional.cross_entropy(logits, torch.arange(5) % 3).backward()
    (folder / "forward.json").write_text(json.dumps({
        "embeddings": encoder(numbers(5, 1, 12, 12)).flatten().tolist(),
        "logits": logits.flatten().tolist(),
        "gradient": embeddings.grad.flatten().tolist(),
    }, indent=1) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
