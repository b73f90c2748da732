"""Makes the image files and golden values of ImageDecoderTest and CorruptionTest.

Needs Pillow, NumPy and SciPy (Debian: python3-pil python3-numpy python3-scipy). In services/learning:

    python3 src/test/python/image_golden.py src/test/resources/dev/pentimento/learning
"""

import io
import pathlib
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageOps
from scipy import ndimage

LUMA = np.array([0.299, 0.587, 0.114])
HEIGHT, WIDTH = 11, 17


def scene(height, width, bands, top=255):
    """Smooth, with an edge, different in every band."""
    y, x = np.mgrid[0:height, 0:width]
    result = np.zeros((height, width, bands))
    for band in range(bands):
        wave = 0.5 + 0.5 * np.sin(0.35 * x + 0.2 * y * (band + 1) + band)
        wave[height // 3:height // 2, width // 4:width // 2] = 1 - 0.4 * band
        result[:, :, band] = wave
    return np.round(result * top).clip(0, top).astype(np.uint16 if top > 255 else np.uint8)


def png(colour_type, bits, samples):
    """A PNG that Pillow does not write. samples: height × width × bands."""
    height, width = samples.shape[:2]
    rows = []
    for row in samples:
        if bits == 16:
            data = row.astype(">u2").tobytes()
        else:
            flat = "".join(format(int(v), f"0{bits}b") for v in row.ravel())
            flat += "0" * (-len(flat) % 8)
            data = bytes(int(flat[i:i + 8], 2) for i in range(0, len(flat), 8))
        rows.append(b"\0" + data)

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")


def with_pillow(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def planes(values, channels):
    """height × width × bands in 0..1, as the planes of a network's input."""
    if values.ndim == 2:
        values = values[:, :, None]
    if channels == 1 and values.shape[2] == 3:
        values = (values @ LUMA)[:, :, None]
    if channels == 3 and values.shape[2] == 1:
        values = np.repeat(values, 3, axis=2)
    return values.astype(np.float32).transpose(2, 0, 1)


def resized(stack, height, width):
    if stack.shape[1:] == (height, width):
        return stack
    resize = lambda plane: np.asarray(Image.fromarray(plane, "F").resize((width, height), Image.BILINEAR))
    return np.stack([resize(np.ascontiguousarray(plane)) for plane in stack])


def composed(content):
    """What Pillow decodes, colour times opacity."""
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGBA")) / 255
    return pixels[:, :, :3] * pixels[:, :, 3:]


def raw_opacity(webp, alpha, filtering):
    """Stores the opacity of a WebP without compression, as differences of one of the three kinds."""
    values = alpha.astype(int)
    left = np.pad(values, ((0, 0), (1, 0)))[:, :-1]
    above = np.pad(values, ((1, 0), (0, 0)))[:-1]
    corner = np.pad(values, ((1, 0), (1, 0)))[:-1, :-1]
    predicted = [left, above, np.clip(left + above - corner, 0, 255)][filtering - 1].copy()
    predicted[0] = left[0]
    predicted[1:, 0] = above[1:, 0]
    body = bytes([filtering << 2]) + ((values - predicted) % 256).astype(np.uint8).tobytes()
    start = webp.index(b"ALPH")
    old, = struct.unpack_from("<I", webp, start + 4)
    chunk = b"ALPH" + struct.pack("<I", len(body)) + body + b"\0" * (len(body) & 1)
    changed = webp[:start] + chunk + webp[start + 8 + old + (old & 1):]
    return changed[:4] + struct.pack("<I", len(changed) - 8) + changed[8:]


def upright(content):
    """What Pillow decodes, turned as its Exif data says."""
    return np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(content)))) / 255


def exif_with(orientation):
    exif = Image.Exif()
    exif[274] = orientation
    return exif.tobytes()


def gif_on_screen(gif, width, height, left, top):
    """Moves the frame of a GIF on a larger screen."""
    moved = bytearray(gif)
    struct.pack_into("<HH", moved, 6, width, height)
    frame = moved.index(b"\x2c", 13 + 3 * (2 << (moved[10] & 7)))
    struct.pack_into("<HH", moved, frame + 1, left, top)
    return bytes(moved)


def tiff_white_is_zero(samples):
    """A TIFF in which 0 is white, with two strips and big-endian numbers; Pillow does not write it."""
    height, width = samples.shape
    rows = height - 4
    tags = [(256, width), (257, height), (258, 8), (259, 1), (262, 0), (273, None), (277, 1), (278, rows), (279, None)]
    after = 8 + 2 + 12 * len(tags) + 4
    data = after + 16
    lists = struct.pack(">4I", data, data + rows * width, rows * width, (height - rows) * width)
    entries = b""
    for tag, value in tags:
        if value is None:
            entries += struct.pack(">HHII", tag, 4, 2, after + (0 if tag == 273 else 8))
        else:
            entries += struct.pack(">HHIHH", tag, 3, 1, value, 0)
    return b"MM\0*" + struct.pack(">IH", 8, len(tags)) + entries + struct.pack(">I", 0) + lists + samples.tobytes()


def main():
    target = pathlib.Path(sys.argv[1])
    images = target / "image"
    grey = scene(HEIGHT, WIDTH, 1)[:, :, 0]
    rgb = scene(HEIGHT, WIDTH, 3)
    alpha = scene(HEIGHT, WIDTH, 4)[:, :, 3]
    opacity = alpha[:, :, None] / 255
    colour = Image.fromarray(rgb, "RGB")
    palette = colour.quantize(16)
    palette_rgb = np.asarray(palette.convert("RGB")) / 255
    transparent = palette.copy()
    hole = (np.asarray(palette) != 3)[:, :, None]

    # name: (bytes, true pixels or None to take what Pillow decodes, tolerance)
    cases = {
        "grey8.png": (with_pillow(Image.fromarray(grey, "L"), "PNG"), grey / 255, 1e-6),
        "grey1.png": (png(0, 1, scene(HEIGHT, WIDTH, 1, 1)), scene(HEIGHT, WIDTH, 1, 1) / 1, 1e-6),
        "grey2.png": (png(0, 2, scene(HEIGHT, WIDTH, 1, 3)), scene(HEIGHT, WIDTH, 1, 3) / 3, 1e-6),
        "grey4.png": (png(0, 4, scene(HEIGHT, WIDTH, 1, 15)), scene(HEIGHT, WIDTH, 1, 15) / 15, 1e-6),
        "grey16.png": (png(0, 16, scene(HEIGHT, WIDTH, 1, 65535)), scene(HEIGHT, WIDTH, 1, 65535) / 65535, 1e-6),
        "greyalpha8.png": (with_pillow(Image.fromarray(np.dstack([grey, alpha]), "LA"), "PNG"),
                           grey[:, :, None] / 255 * opacity, 1e-6),
        "rgb8.png": (with_pillow(colour, "PNG"), rgb / 255, 1e-6),
        "rgb16.png": (png(2, 16, scene(HEIGHT, WIDTH, 3, 65535)), scene(HEIGHT, WIDTH, 3, 65535) / 65535, 1e-6),
        "rgba8.png": (with_pillow(Image.fromarray(np.dstack([rgb, alpha]), "RGBA"), "PNG"), rgb / 255 * opacity, 1e-6),
        "rgba16.png": (png(6, 16, scene(HEIGHT, WIDTH, 4, 65535)),
                       scene(HEIGHT, WIDTH, 4, 65535)[:, :, :3] / 65535
                       * (scene(HEIGHT, WIDTH, 4, 65535)[:, :, 3:] / 65535), 1e-6),
        "palette.png": (with_pillow(palette, "PNG"), palette_rgb, 1e-6),
        "palettehole.png": (with_pillow(transparent, "PNG", transparency=3), palette_rgb * hole, 1e-6),
        "palette.gif": (with_pillow(palette, "GIF"), palette_rgb, 1e-6),
        "rgb.bmp": (with_pillow(colour, "BMP"), rgb / 255, 1e-6),
        "grey.bmp": (with_pillow(Image.fromarray(grey, "L"), "BMP"), grey / 255, 1e-6),
        "grey.jpg": (with_pillow(Image.fromarray(grey, "L"), "JPEG", quality=90), None, 0.01),
        "rgb444.jpg": (with_pillow(colour, "JPEG", quality=90, subsampling=0), None, 0.015),
        "rgb420.jpg": (with_pillow(colour, "JPEG", quality=90, subsampling=2), None, 0.015),
        "progressive.jpg": (with_pillow(colour, "JPEG", quality=90, progressive=True), None, 0.015),
        "cmyk.jpg": (with_pillow(Image.fromarray(scene(HEIGHT, WIDTH, 4), "CMYK"), "JPEG", quality=95), None, 0.015),
    }
    rgba = Image.fromarray(np.dstack([rgb, alpha]), "RGBA")
    wide = scene(HEIGHT, WIDTH, 1, 65535)[:, :, 0]
    for name, options in {"lzw": {"compression": "tiff_lzw"}, "deflate": {"compression": "tiff_adobe_deflate"},
                          "packbits": {"compression": "packbits"}, "plain": {}}.items():
        cases[f"rgb{name}.tif"] = (with_pillow(colour, "TIFF", **options), rgb / 255, 1e-6)
        cases[f"grey{name}.tif"] = (with_pillow(Image.fromarray(grey, "L"), "TIFF", **options), grey / 255, 1e-6)
        cases[f"grey16{name}.tif"] = (with_pillow(Image.fromarray(wide), "TIFF", **options), wide / 65535, 1e-6)
    bit = scene(HEIGHT, WIDTH, 1, 1)[:, :, 0]
    cases["fax4.tif"] = (with_pillow(Image.fromarray(bit * 255, "L").convert("1"), "TIFF", compression="group4"), bit, 1e-6)
    cases["palette.tif"] = (with_pillow(palette, "TIFF"), palette_rgb, 0.004)
    cases["rgba.tif"] = (with_pillow(rgba, "TIFF", compression="tiff_lzw"), rgb / 255 * opacity, 1e-6)
    cases["predictor.tif"] = (with_pillow(colour, "TIFF", compression="tiff_lzw", tiffinfo={317: 2}), rgb / 255, 1e-6)
    cases["white0.tif"] = (tiff_white_is_zero(grey), 1 - grey / 255, 1e-6)
    cases["lossless.webp"] = (with_pillow(colour, "WEBP", lossless=True), rgb / 255, 1e-6)
    cases["losslessalpha.webp"] = (with_pillow(rgba, "WEBP", lossless=True, exact=True), rgb / 255 * opacity, 1e-6)
    cases["palette.webp"] = (with_pillow(palette.convert("RGB"), "WEBP", lossless=True), palette_rgb, 1e-6)
    # Pillow's library interpolates chroma between pixels, Java's reader does not: only smooth colours are the same.
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    smooth = np.dstack([60 + 8 * x, 200 - 7 * y, 90 + 4 * x + 3 * y]).astype(np.uint8)
    smooth_alpha = Image.fromarray(np.dstack([smooth, alpha]), "RGBA")
    cases["lossygrey.webp"] = (with_pillow(Image.fromarray(grey, "L"), "WEBP", quality=90), None, 0.01)
    cases["lossy.webp"] = (with_pillow(Image.fromarray(smooth, "RGB"), "WEBP", quality=90), None, 0.04)
    for filtering in [1, 2, 3]:
        lossy = raw_opacity(with_pillow(smooth_alpha, "WEBP", quality=90, exact=True), alpha, filtering)
        cases[f"rawalpha{filtering}.webp"] = (lossy, composed(lossy), 0.04)
    lossy = with_pillow(smooth_alpha.resize((40, 32), Image.BILINEAR), "WEBP", quality=90, exact=True)
    assert lossy[lossy.index(b"ALPH") + 8] & 3 == 1
    cases["lossyalpha.webp"] = (lossy, composed(lossy), 0.04)
    cases["animated.webp"] = (with_pillow(colour, "WEBP", lossless=True, save_all=True,
                                          append_images=[Image.fromarray(255 - rgb, "RGB")]), rgb / 255, 1e-6)
    part = gif_on_screen(with_pillow(palette, "GIF"), WIDTH + 4, HEIGHT + 3, 3, 1)
    screen = np.zeros((HEIGHT + 3, WIDTH + 4, 3))
    screen[1:1 + HEIGHT, 3:3 + WIDTH] = palette_rgb
    cases["screen.gif"] = (part, screen, 1e-6)
    for tag in range(2, 9):
        turned = with_pillow(colour, "JPEG", quality=90, subsampling=0, exif=exif_with(tag))
        cases[f"exif{tag}.jpg"] = (turned, upright(turned), 0.015)
    turned = with_pillow(colour, "PNG", exif=exif_with(6))
    cases["exif6.png"] = (turned, upright(turned), 1e-6)
    turned = with_pillow(colour, "WEBP", lossless=True, exif=exif_with(5))
    cases["exif5.webp"] = (turned, upright(turned), 1e-6)
    turned = with_pillow(colour, "TIFF", tiffinfo={274: 8})
    cases["exif8.tif"] = (turned, rgb.transpose(1, 0, 2)[::-1] / 255, 1e-6)
    ycck = bytearray(cases["cmyk.jpg"][0])
    ycck[ycck.index(b"Adobe") + 11] = 2
    cases["ycck.jpg"] = (bytes(ycck), None, 0.03)

    with open(images / "decoded.txt", "w") as out:
        for name, (content, truth, tolerance) in cases.items():
            (images / name).write_bytes(content)
            if truth is None:
                decoded = Image.open(io.BytesIO(content))
                truth = np.asarray(decoded.convert("RGB") if decoded.mode == "CMYK" else decoded) / 255
            for channels, height, width in [(1, *truth.shape[:2]), (3, *truth.shape[:2]), (1, 5, 6), (3, 13, 20)]:
                values = resized(planes(truth, channels), height, width).ravel()
                print(name, tolerance, channels, height, width, *(f"{v:.6g}" for v in values), file=out)

    with open(target / "data" / "corruption" / "corrupted.txt", "w") as out:
        picture = scene(28, 20, 1)[:, :, 0] / 255
        print("original", 28, 20, *(f"{v:.7g}" for v in picture.ravel()), file=out)
        for deviation in [0.7, 1.4, 3]:
            blurred = ndimage.gaussian_filter(picture, deviation, mode="nearest", truncate=4)
            print("blur", deviation, *(f"{v:.6g}" for v in blurred.ravel()), file=out)
        for degrees in [-10, 25, 90]:
            turned = ndimage.rotate(picture, degrees, reshape=False, order=1, mode="grid-constant")
            print("rotate", degrees, *(f"{v:.6g}" for v in turned.ravel()), file=out)


if __name__ == "__main__":
    main()
