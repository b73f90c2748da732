#!/usr/bin/env python3
"""Measures how fast PyTorch itself runs a TorchScript encoder at its best: frozen and optimized for inference.

    best.py FILE THREADS SECONDS

Each thread runs one operation at a time on images of its own (PyTorch releases Python's lock meanwhile). Several sizes of a batch are
tried for SECONDS each, and the best counts. It prints one line of JSON: images per second, the batch, PyTorch's version.
"""
import json
import sys
import threading
import time

import torch

BATCHES = (1, 4, 16, 32)


def images_per_second(network, batch, threads, seconds):
    counts = [0] * threads

    def work(number):
        images = torch.randn(batch, 3, 224, 224)
        with torch.inference_mode():
            network(images)
            while time.monotonic() < end:
                network(images)
                counts[number] += batch

    with torch.inference_mode():
        for _ in range(3):
            network(torch.randn(batch, 3, 224, 224))
    begin = time.monotonic()
    end = begin + seconds
    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / (time.monotonic() - begin)


def main():
    file, threads, seconds = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(1)
    network = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.load(file).eval()))
    best = max((images_per_second(network, batch, threads, seconds), batch) for batch in BATCHES)
    print(json.dumps({"imagesPerSecond": best[0], "batch": best[1], "version": torch.__version__}))


if __name__ == "__main__":
    main()
