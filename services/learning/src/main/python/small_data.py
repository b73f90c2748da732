"""Trains from few images, with ./pentimento train and with a small supervised convolutional network in PyTorch, on the
same files, and prints the table of docs/explanation/learning.md.

Needs PyTorch, scikit-learn and Pillow. Run it in the root of the repository:

    python3 services/learning/src/main/python/small_data.py --work /tmp/small-data digits fashion

The same folder continues an interrupted run: each result is kept there. Both sides are judged on the validation split,
which neither sees in training. PyTorch learns from the whole training split. Of it, ./pentimento train sets 20 % aside
for the correction and another 8 % to decide when to stop. Both use one thread.
"""

import argparse
import gzip
import json
import os
import pathlib
import re
import statistics
import subprocess
import time

import numpy
import torch
from PIL import Image
from torch import nn

FASHION = pathlib.Path("services/learning/src/main/resources/dev/pentimento/learning/data/reader/fashion-mnist")
BATCH, EPOCHS, LEAST_STEPS = 64, 20, 600
CHANNELS = 16, 32, 64


def digits(options):
    """scikit-learn's 1,797 digits of 8x8 pixels, as a folder per class: 1,437 to train, 360 to validate."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    folder = options.work / "digits"
    data = load_digits()
    images = numpy.round(data.images * 255 / 16).astype("uint8")
    parts = train_test_split(images, data.target, test_size=360, stratify=data.target, random_state=0)
    for split, pixels, labels in (("train", parts[0], parts[2]), ("val", parts[1], parts[3])):
        for number, (image, label) in enumerate(zip(pixels, labels)):
            path = folder / split / str(label) / f"{number:04d}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(image).save(path)
    return [str(folder)], *parts[0::2], *parts[1::2]


def xrays(options):
    """Grey chest X-rays in train/CLASS and val/CLASS with COVIDx lists, reduced to 64x64."""
    parts = []
    for split in "train", "val":
        classes = sorted(path for path in (options.xrays / split).iterdir() if path.is_dir())
        files = [(path, number) for number, each in enumerate(classes) for path in sorted(each.iterdir())]
        small = [Image.open(path).convert("L").resize((64, 64), Image.BILINEAR) for path, _ in files]
        parts += [numpy.stack([numpy.array(image) for image in small]), numpy.array([label for _, label in files])]
    return ["covid-cxr", "--data", str(options.xrays)], *parts


def pneumonia(options):
    """PneumoniaMNIST, 28x28: 4,708 to train, 524 to validate."""
    arrays = numpy.load(options.pneumonia)
    parts = [arrays[name] for name in ("train_images", "train_labels", "val_images", "val_labels")]
    return [str(options.pneumonia)], parts[0], parts[1].ravel(), parts[2], parts[3].ravel()


def fashion(options):
    """The subset of Fashion-MNIST in this repository, 28x28: 7,500 to train, 2,000 to validate."""
    pixels = gzip.decompress((FASHION / "train-images-idx3-ubyte.gz").read_bytes())[16:]
    labels = gzip.decompress((FASHION / "train-labels-idx1-ubyte.gz").read_bytes())[8:]
    images = numpy.frombuffer(pixels, "uint8").reshape(-1, 28, 28)
    classes = numpy.frombuffer(labels, "uint8").astype(int)
    train, validate = slice(0, 7500), slice(7500, 9500)
    return ["fashion-mnist-subset"], images[train], classes[train], images[validate], classes[validate]


SETS = {each.__name__: each for each in (digits, xrays, pneumonia, fashion)}


def ours(arguments, seed):
    """Figures of the version that ./pentimento train makes of these files."""
    command = ["./pentimento", "train", "--dry-run", "--seed", str(seed), "--dataset", *arguments]
    one_thread = os.environ | {"PENTIMENTO_JAVA_OPTS": "-XX:ActiveProcessorCount=1"}
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=one_thread).stdout
    figures = dict(re.findall(r"^ +(\S+) +([\d.]+)$", out, re.MULTILINE))
    return {
        "balanced": 100 * float(figures["original.balanced_accuracy"]),
        "calibration": float(figures["original.calibration_error"]),
    }


def network(classes):
    layers, inputs = [], 1
    for outputs in CHANNELS:
        layers += [nn.Conv2d(inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU(), nn.MaxPool2d(2)]
        inputs = outputs
    return nn.Sequential(*layers, nn.Flatten(), nn.LazyLinear(128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, classes))


def pytorch(images, labels, validation, truth, seed):
    """Class-weighted cross-entropy, Adam with a rate that falls along a cosine; the last weights count."""
    torch.manual_seed(seed)
    images, validation = (torch.tensor(each[:, None] / 255, dtype=torch.float32) for each in (images, validation))
    labels = torch.tensor(labels.astype(int))
    counts = torch.bincount(labels).float()
    model = network(len(counts))
    model(images[:2])
    per_epoch = len(labels) // BATCH
    steps = max(EPOCHS * per_epoch, LEAST_STEPS)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    loss = nn.CrossEntropyLoss(weight=len(labels) / (len(counts) * counts))
    for step in range(steps):
        if step % per_epoch == 0:
            order = torch.randperm(len(labels))
        rows = order[step % per_epoch * BATCH :][:BATCH]
        optimizer.zero_grad()
        loss(model(images[rows]), labels[rows]).backward()
        optimizer.step()
        schedule.step()
    model.eval()
    with torch.no_grad():
        chances = torch.cat([model(part).softmax(1) for part in validation.split(250)]).numpy()
    right = chances.argmax(1) == truth
    return {
        "balanced": 100 * float(numpy.mean([right[truth == each].mean() for each in numpy.unique(truth)])),
        "calibration": calibration_error(chances.max(1), right),
    }


def calibration_error(confidence, right, bins=15):
    """Guo et al. 2017, equation 5, as ./pentimento train computes it."""
    at = numpy.clip(numpy.ceil(confidence * bins), 1, bins)
    gaps = [abs((right[at == each] - confidence[at == each]).sum()) for each in numpy.unique(at)]
    return float(sum(gaps) / len(right))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", choices=SETS)
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for images and results")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--xrays", type=pathlib.Path, help="folder with train.txt, val.txt, train/ and val/")
    parser.add_argument("--pneumonia", type=pathlib.Path, help="pneumoniamnist.npz")
    options = parser.parse_args()
    for name in sorted({"xrays", "pneumonia"} & set(options.sets)):
        if getattr(options, name) is None:
            parser.error(f"{name} needs --{name}")
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)

    lines = ["| images | to train | pentimento, balanced % | PyTorch | calibration error | PyTorch |", "|---|---|---|---|---|---|"]
    for name in options.sets:
        arguments, images, labels, validation, truth = SETS[name](options)
        results = {"pentimento": [], "pytorch": []}
        for seed in options.seeds:
            runs = {
                "pytorch": lambda: pytorch(images, labels, validation, truth, seed),
                "pentimento": lambda: ours(arguments, seed),
            }
            for side, run in runs.items():
                results[side].append(kept(options.work / f"{name}-{side}-{seed}.json", run))
        lines.append(row(name, len(labels), results))
    print("\n".join(lines))


def kept(path, run):
    if not path.exists():
        start = time.time()
        figures = run()
        path.write_text(json.dumps(figures))
        print(path.stem, figures, f"{time.time() - start:.0f} s", flush=True)
    return json.loads(path.read_text())


def row(name, count, results):
    cells = [name, f"{count:,}"]
    for figure, form in ("balanced", "{:.1f}"), ("calibration", "{:.3f}"):
        for side in "pentimento", "pytorch":
            values = [each[figure] for each in results[side]]
            cells.append(form.format(statistics.mean(values)) + " (" + ", ".join(map(form.format, values)) + ")")
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
