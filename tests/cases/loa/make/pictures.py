"""A signature, as a picture and as a path; the pages of scanners, fax machines and phones."""
import functools
import io
import pathlib
import re
import subprocess
import tempfile

import numpy
from PIL import Image, ImageDraw, ImageFilter

# A scrawl in 300 x 72.
CURVE = ("M12 50 C30 4 44 6 40 40 C38 62 22 60 30 44 C46 20 62 30 60 46 C62 58 72 54 78 38 C84 30 88 44 86 52 C96 30 106 30 104 46 "
         "C104 58 116 52 122 36 C128 24 132 18 130 34 C126 60 138 60 150 36 C156 28 160 40 158 50 C170 26 182 28 178 46 C178 58 196 50 "
         "206 30 C214 16 220 20 214 40 C210 60 230 56 252 30 C262 22 272 30 290 24")


def points(curve=CURVE, steps=12):
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", curve)]
    pairs = list(zip(numbers[::2], numbers[1::2]))
    at, out = pairs[0], [pairs[0]]
    for i in range(1, len(pairs) - 2, 3):
        a, b, c = pairs[i:i + 3]
        for step in range(1, steps + 1):
            t = step / steps
            out.append(tuple((1 - t) ** 3 * at[k] + 3 * (1 - t) ** 2 * t * a[k] + 3 * (1 - t) * t * t * b[k] + t ** 3 * c[k] for k in (0, 1)))
        at = c
    return out


def segments(curve=CURVE):
    """The start, and the curves as (control, control, end)."""
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", curve)]
    pairs = list(zip(numbers[::2], numbers[1::2]))
    return pairs[0], [tuple(pairs[i:i + 3]) for i in range(1, len(pairs) - 2, 3)]


@functools.cache
def signature_png(plain=False):
    picture = Image.new("L", (300, 72), 255)
    ImageDraw.Draw(picture).line(points(), fill=30, width=3, joint="curve")
    out = io.BytesIO()
    (picture if plain else picture.quantize(8)).save(out, "PNG", optimize=True)
    return out.getvalue()


@functools.cache
def signature_ink():
    """The same without paper, as services put it on a page."""
    grey = Image.open(io.BytesIO(signature_png(plain=True)))
    return Image.merge("RGBA", (*[Image.new("L", grey.size, 20)] * 3, Image.eval(grey, lambda x: 255 - x)))


def signature_file(folder):
    path = pathlib.Path(folder) / "signature.png"
    path.write_bytes(signature_png(plain=True))
    return path


def pages_of(pdf, dpi):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", pdf, f"{folder}/page"], check=True, timeout=120)
        return [Image.open(path).convert("L").copy() for path in sorted(pathlib.Path(folder).glob("page*"))]


def scanned(page, turn=0.6, noise=9, paper=244, ink=28, blur=0.5, seed=1):
    """What a scanner makes of a page: turned a little, grey, not quite sharp."""
    page = page.rotate(turn, resample=Image.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    grey = ink + numpy.asarray(page, dtype=numpy.float32) / 255 * (paper - ink)
    if noise:
        grey += numpy.random.default_rng(seed).normal(0, noise, grey.shape)
    return Image.fromarray(numpy.clip(grey, 0, 255).astype(numpy.uint8))


def faxed(page, seed=1):
    """204 x 98 dots an inch, black and white, with a few dots too many; `page` has 204."""
    small = page.resize((page.width, page.height * 98 // 204), Image.LANCZOS)
    bits = numpy.asarray(small) > 150
    specks = numpy.random.default_rng(seed).random(bits.shape)
    return Image.fromarray(((bits & (specks > 0.0002)) * 255).astype(numpy.uint8)).convert("1")


def photographed(page, seed=1):
    """A sheet on a table, seen at a slant, darker at one side."""
    width, height = page.size
    wide, high = int(width * 1.1), int(height * 1.1)
    table = Image.new("L", (wide, high), 96)
    table.paste(page, ((wide - width) // 2, (high - height) // 2))
    slant = (1.0, 0.015, -8, 0.01, 1.0, -6, 6e-6, 1.1e-5)
    table = table.transform((wide, high), Image.PERSPECTIVE, slant, Image.BICUBIC, fillcolor=96)
    light = numpy.linspace(1.0, 0.72, wide)[None, :] * numpy.linspace(0.97, 0.88, high)[:, None]
    grey = numpy.asarray(table, dtype=numpy.float32) * light + numpy.random.default_rng(seed).normal(0, 3, (high, wide))
    return Image.fromarray(numpy.clip(grey, 0, 255).astype(numpy.uint8))
