"""Makes the images and golden values of FramingTest: what torchvision makes of image files.

Needs torchvision and Pillow (Debian: python3-torchvision python3-pil). In services/learning:

    /usr/bin/python3 src/test/python/framing_golden.py src/test/resources/dev/pentimento/learning/image/framing
"""

import pathlib
import sys

import numpy as np
from PIL import Image, ImageOps
from torchvision import transforms
from torchvision.transforms.functional import InterpolationMode

INTERPOLATION = {
    "BILINEAR": InterpolationMode.BILINEAR,
    "BICUBIC": InterpolationMode.BICUBIC,
    "NEAREST": InterpolationMode.NEAREST,
}
# resize, rows and columns after it (0: those of the input), rows and columns of the input
FRAMES = [
    ("EXACT", 0, 0, 9, 7),
    ("EXACT", 10, 11, 8, 8),
    ("SHORTER_SIDE", 0, 0, 8, 8),
    ("SHORTER_SIDE", 10, 10, 9, 9),
    ("SHORTER_SIDE", 6, 6, 8, 9),
    ("SHORTER_SIDE", 15, 15, 8, 8),
    ("LETTERBOX", 0, 0, 9, 7),
    ("LETTERBOX", 0, 0, 10, 10),
    ("NONE", 0, 0, 9, 8),
]


def images():
    """Noise with hard edges, which shows every clipped or rounded value; a smooth scene shows a shift."""
    random = np.random.RandomState(5)
    for name, height, width in [("wide", 21, 60), ("tall", 53, 17), ("tiny", 2, 3), ("even", 28, 24)]:
        y, x = np.mgrid[0:height, 0:width]
        smooth = 127 + 127 * np.sin(0.3 * x[..., None] + 0.2 * y[..., None] * np.arange(1, 4))
        noise = random.choice([0, 255, 90], (height, width, 3))
        yield name, Image.fromarray(np.where((x // 6 % 2 == 0)[..., None], smooth, noise).round().astype(np.uint8))
    yield "grey", Image.fromarray(random.randint(0, 256, (25, 38)).astype(np.uint8))


def framed(image, resize, rows, columns, height, width, interpolation):
    if resize == "LETTERBOX":
        return ImageOps.pad(image, (width, height), getattr(Image, interpolation), (0,) * len(image.getbands()))
    crop = transforms.CenterCrop((height, width))
    if resize == "NONE":
        return crop(image)
    size = (rows or height, columns or width) if resize == "EXACT" else rows or min(height, width)
    return crop(transforms.Resize(size, INTERPOLATION[interpolation])(image))


def main():
    target = pathlib.Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with open(target / "framed.txt", "w") as out:
        for name, image in images():
            image.save(target / f"{name}.png")
            image = Image.open(target / f"{name}.png")
            for frame in FRAMES:
                for interpolation in INTERPOLATION:
                    for mode in ["RGB", "L"] if frame[0] == "SHORTER_SIDE" else ["RGB"]:
                        result = np.asarray(framed(image.convert(mode), *frame, interpolation))
                        planes = result.transpose(2, 0, 1) if mode == "RGB" else result[None]
                        print(name, *frame, interpolation, len(planes), planes.tobytes().hex(), file=out)
        normalised(out, target)


def normalised(out, target):
    """The whole way of the usual networks, as floating-point numbers."""
    usual = transforms.Compose([
        transforms.Resize(16),
        transforms.CenterCrop(14),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ])
    image = Image.open(target / "wide.png")
    print("usual", *(f"{v:.7g}" for v in usual(image).flatten().tolist()), file=out)
    # Caffe's networks: blue, green, red from 0 to 255, and their means alone.
    caffe = np.asarray(transforms.CenterCrop(14)(transforms.Resize(16)(image)))[:, :, ::-1] - [103.939, 116.779, 123.68]
    print("caffe", *(f"{v:.7g}" for v in caffe.transpose(2, 0, 1).ravel()), file=out)


if __name__ == "__main__":
    main()
