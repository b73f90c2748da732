#!/usr/bin/env python3
"""Computes what the golden networks must give, from their files alone, with NumPy and PyTorch (Debian's python3-torch).

    golden_networks.py src/test/resources/golden

reads the .safetensors files there (written by GoldenNetworks.main), those that the program ships from src/main/resources/golden,
and writes src/main/resources/golden/forward.json, what the networks give, and step.json, the loss and the weights of one training step of the correction with torch.optim.Adam. Shares no code with the Java side: the file format is read here with struct and NumPy.
"""
import json
import pathlib
import struct
import sys

import numpy
import torch
from torch.nn import functional

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}


def read(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    body = data[8 + length:]
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = numpy.frombuffer(body[start:end], dtype=TYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return json.loads(metadata["pentimento.architecture"]), tensors


def norm(x, t, name, training=False):
    return functional.batch_norm(x, t[name + ".running_mean"], t[name + ".running_var"], t[name + ".weight"],
                                 t[name + ".bias"], training=training)


def dense(x, t, name):
    return functional.linear(x, t[name + ".weight"], t[name + ".bias"])


def leaky(x):
    return functional.leaky_relu(x, 0.1)


def encoder(a, t, x):
    for level in range(len(a["channels"])):
        x = functional.conv2d(x, t[f"conv{level}.weight"], t[f"conv{level}.bias"], stride=2, padding=1)
        x = leaky(norm(x, t, f"norm{level}"))
    return dense(x.flatten(1), t, "mean")


def phi(a, t, x):
    x = norm(x, t, "input")
    for layer in range(len(a["hidden"])):
        x = leaky(norm(dense(x, t, f"dense{layer}"), t, f"norm{layer}"))
    return x


def classifier(a, t, x):
    return dense(phi(a, t, x), t, "output")


def correction(a, t, x):
    if a["aligned"]:
        x = dense(x, t, "align")
    z = (x - t["mean"]) / t["deviation"]
    return x + t["deviation"] * dense(leaky(dense(z, t, "dense0")), t, "dense1")


def sigmoid_encoder(a, t, x):
    return torch.sigmoid(encoder(a["convolutions"], t, norm(x, t, "pixels")))


def thesis_classifier(a, t, x):
    x = norm(x, t, "input")
    for layer in range(4):
        x = dense(x, t, f"dense{layer}")
        if a["form"] == "BATCH_NORMALIZED":
            x = functional.leaky_relu(norm(x, t, f"norm{layer}"), 0.3)
    return dense(x, t, "output")


def thesis_correction(a, t, x, training=False):
    if a["form"] == "UNIT_INPUT":
        x = functional.leaky_relu(dense(functional.normalize(x, dim=1), t, "dense0"), 0.3)
        return dense(x, t, "dense1")
    x = norm(x, t, "input", training)
    for layer in range(3):
        x = functional.leaky_relu(norm(dense(x, t, f"dense{layer}"), t, f"norm{layer}", training), 0.3)
    return dense(x, t, "dense3")


def golden_input(*shape):
    return torch.sin(torch.arange(1, numpy.prod(shape) + 1, dtype=torch.float64)).float().reshape(shape)


def step(folder):
    """The recipe's loss on 8 labelled and 4 replayed points, w = 0.3, anchor 0.01 over the first five, written plainly."""
    a, t = read(folder / "step-correction.safetensors")
    ca, ct = read(folder / "step-classifier.safetensors")
    learned = [name for name in t if name.startswith("dense")]
    for name in learned:
        t[name].requires_grad_(True)
    optimizer = torch.optim.Adam([t[name] for name in learned], lr=1e-2, weight_decay=1e-4)
    x = golden_input(12, 7)
    y = torch.arange(12) % 4
    exemplars = functional.normalize(golden_input(6, 8), dim=1)
    classes = torch.tensor([0, 0, 1, 1, 2, 2])
    c = correction(a, t, x)
    features = phi(ca, ct, c)
    logits = dense(features, ct, "output")
    s = functional.cosine_similarity(features[:, None, :], exemplars[None, :, :], dim=2) / 0.1
    contrast = [torch.logsumexp(s[i], 0) - torch.logsumexp(s[i][classes == y[i]], 0) if y[i] < 3 else torch.zeros(())
                for i in range(12)]
    contrast = torch.stack(contrast)
    loss = functional.cross_entropy(logits[:8], y[:8]) + 0.3 * contrast[:8].mean()
    loss = loss + functional.cross_entropy(logits[8:], y[8:]) + 0.3 * contrast[8:].mean()
    loss = loss + 0.01 * (((c[:5] - x[:5]) / t["deviation"]) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    after = {name: tensor.detach().flatten().tolist() for name, tensor in t.items()}
    (folder / "step.json").write_text(json.dumps({"loss": loss.item(), "after": after}) + "\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    shipped = pathlib.Path(sys.argv[1]).resolve().parents[2] / "main/resources/golden"
    result = {}
    for name, forward, shape in (("encoder", encoder, (5, 3, 9, 14)), ("classifier", classifier, (5, 7)),
                                 ("correction", correction, (5, 7)), ("sigmoid-encoder", sigmoid_encoder, (5, 3, 9, 14)),
                                 ("thesis-classifier", thesis_classifier, (5, 8)),
                                 ("thesis-classifier-normalized", thesis_classifier, (5, 8)),
                                 ("thesis-correction", thesis_correction, (5, 7)),
                                 ("thesis-correction-normalized", thesis_correction, (5, 7))):
        file = name + ".safetensors"
        architecture, tensors = read((shipped if (shipped / file).exists() else folder) / file)
        with torch.no_grad():
            result[name] = forward(architecture, tensors, golden_input(*shape)).flatten().tolist()
    (shipped / "forward.json").write_text(json.dumps(result) + "\n")
    step(folder)


if __name__ == "__main__":
    main()
