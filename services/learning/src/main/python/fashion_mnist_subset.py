"""Makes the subset of Fashion-MNIST that is part of this repository: see the README.md beside the data.

Standard library only. The same command gives the same bytes for the same zlib.
"""

import argparse
import gzip
import pathlib
import random
import struct


def read(path, magic):
    data = gzip.decompress(path.read_bytes())
    found, count = struct.unpack(">II", data[:8])
    if found != magic:
        raise SystemExit(f"{path}: magic number {found}, expected {magic}")
    return count, data


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=pathlib.Path, help="folder of the four Fashion-MNIST files")
    parser.add_argument("target", type=pathlib.Path)
    parser.add_argument("--per-class", type=int, default=1750)
    parser.add_argument("--seed", type=int, default=20200523)
    options = parser.parse_args()

    count, images = read(options.source / "train-images-idx3-ubyte.gz", 0x803)
    _, labels = read(options.source / "train-labels-idx1-ubyte.gz", 0x801)
    image_bytes, label_bytes = images[16:], labels[8:]

    generator = random.Random(options.seed)
    chosen = []
    for label in range(10):
        members = [i for i in range(count) if label_bytes[i] == label]
        chosen += generator.sample(members, options.per_class)
    # Any stretch of the file is as good a sample as any other.
    generator.shuffle(chosen)

    def write(name, header, body):
        path = options.target / name
        path.write_bytes(gzip.compress(header + body, compresslevel=9, mtime=0))
        print(path, path.stat().st_size, "bytes")

    write("train-images-idx3-ubyte.gz", struct.pack(">IIII", 0x803, len(chosen), 28, 28),
          b"".join(image_bytes[784 * i:784 * (i + 1)] for i in chosen))
    write("train-labels-idx1-ubyte.gz", struct.pack(">II", 0x801, len(chosen)),
          bytes(label_bytes[i] for i in chosen))


if __name__ == "__main__":
    main()
