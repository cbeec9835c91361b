"""Pictures as Pillow writes them: size, resolution, direction, pages, and whether there is anything to see."""
import io
import random

import PIL.Image
import PIL.ImageDraw

import letters
import readers

SIZE = (850, 1100)  # a letter at 100 dots per inch


def white(mode):
    return PIL.Image.new(mode, SIZE, "white" if mode != "CMYK" else (0, 0, 0, 0))


def written(mode):
    picture = PIL.Image.new("RGB", SIZE, "white")
    draw = PIL.ImageDraw.Draw(picture)
    random_ = random.Random(1)
    for line in range(100, 1000, 20):
        draw.text((80, line), "".join(random_.choice("abcdef ghi") for _ in range(100)), fill=(20, 20, 60))
    return picture.convert(mode)


def signed(mode):
    """Nothing but a signature."""
    picture = PIL.Image.new("RGB", SIZE, "white")
    points = [(100 + 6 * i, 900 + random.Random(i).randint(-30, 30)) for i in range(40)]
    PIL.ImageDraw.Draw(picture).line(points, fill=(10, 10, 120), width=3)
    return picture.convert(mode)


def paper(mode):
    """A photo of an empty sheet: noise, and light from one side."""
    picture = PIL.Image.new("L", SIZE)
    random_ = random.Random(2)
    picture.putdata([225 + x // 170 + random_.randint(-2, 2) for _ in range(SIZE[1]) for x in range(SIZE[0])])
    return picture.convert(mode)


def dark(mode):
    picture = PIL.Image.new("L", SIZE)
    random_ = random.Random(3)
    picture.putdata([random_.randint(0, 12) for _ in range(SIZE[0] * SIZE[1])])
    return picture.convert(mode)


def exif(orientation):
    data = PIL.Image.Exif()
    data[274] = orientation
    return data


def saved(picture, form, **options):
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


LOOKED_AT = {"png": [("1", {}), ("L", {}), ("P", {}), ("RGB", {}), ("RGBA", {}), ("LA", {}), ("I;16", {})],
             "jpeg": [("L", {}), ("RGB", {}), ("CMYK", {}), ("RGB", {"progressive": True}), ("RGB", {"subsampling": 0}),
                      ("RGB", {"quality": 20}), ("L", {"progressive": True, "quality": 95}), ("RGB", {"optimize": True})],
             "tiff": [("1", {}), ("L", {}), ("RGB", {}), ("L", {"compression": "packbits"}),
                      ("L", {"compression": "tiff_lzw"}), ("RGB", {"compression": "tiff_lzw"}), ("L", {"compression": "tiff_deflate"}), ("RGB", {"compression": "tiff_adobe_deflate"})],
             "bmp": [("1", {}), ("L", {}), ("P", {}), ("RGB", {}), ("RGBA", {})]}
JUDGED_BY_SIZE = {"tiff": [("1", {"compression": "group4"}), ("1", {"compression": "group3"})],
                  "webp": [("RGB", {}), ("RGB", {"lossless": True}), ("RGBA", {})],
                  "gif": [("P", {}), ("L", {})]}


def picture_of(program, path):
    document = letters.facts(program, path)
    pictures = document.get("pictures", [])
    if document.get("status") or len(pictures) != 1:
        raise readers.Refused(str(document)[:300])
    return pictures[0]


def blanks(program, folder):
    shows = {"white": (white, True), "written": (written, False), "signed": (signed, False), "paper": (paper, True), "dark": (dark, True)}
    for exact, kinds in ((True, LOOKED_AT), (False, JUDGED_BY_SIZE)):
        for form, variants in kinds.items():
            for number, (mode, options) in enumerate(variants):
                for name, (make, empty) in shows.items():
                    if name in ("paper", "dark") and (not exact or mode in ("1", "P")):
                        continue
                    if name == "signed" and not exact and form != "tiff":
                        continue
                    picture = make("L").point(lambda value: value * 257, "I").convert("I;16") if mode == "I;16" else make(mode)
                    path = folder / f"{form}-{number}-{name}.{form}"
                    path.write_bytes(saved(picture, form, **options))
                    found = picture_of(program, path)
                    wrong = []
                    if (found["width"], found["height"]) != SIZE:
                        wrong.append(f"{found['width']} by {found['height']}")
                    blank = found.get("blank", 0)
                    if blank < 80 if empty else blank > 0:
                        wrong.append(f"blank {blank}, {len(path.read_bytes())} bytes")
                    yield f"{path.name} ({mode} {options})", wrong


def facts_of_files(program, folder):
    for form in ("jpeg", "png", "tiff", "webp"):
        for orientation, turned in ((1, 0), (3, 180), (6, 90), (8, 270)):
            options = {"dpi": (200, 200)} if form != "webp" else {}
            path = folder / f"turned-{orientation}.{form}"
            path.write_bytes(saved(written("RGB"), form, exif=exif(orientation), **options))
            found = picture_of(program, path)
            got = (found.get("turned", 0), found.get("resolution", 0))
            wanted = (turned, 200 if options else 0)
            yield path.name, [] if got == wanted else [f"turned and resolution {got}, meant {wanted}"]
    path = folder / "pages.tiff"
    pages = [written("1"), signed("1"), white("1")]
    path.write_bytes(saved(pages[0], "tiff", save_all=True, append_images=pages[1:], compression="group4", dpi=(204, 196)))
    document = letters.facts(program, path)
    found = [(picture.get("page", 1), picture["codec"], picture["bits"], picture.get("blank", 0) >= 80) for picture in document["pictures"]]
    wanted = [(1, "ccitt", 1, False), (2, "ccitt", 1, False), (3, "ccitt", 1, True)]
    yield path.name, [] if found == wanted and document["pages"] == 3 else [str(document)]


def cut_files(program, folder):
    for form in ("jpeg", "png", "tiff", "webp", "gif", "bmp"):
        whole = saved(written("P" if form == "gif" else "RGB"), form)
        for part in (0.3, 0.7, 0.97):
            path = folder / f"cut-{part}.{form}"
            path.write_bytes(whole[:int(len(whole) * part)])
            status = letters.facts(program, path).get("status")
            yield path.name, [] if status in ("recovered", "damaged") else [f"status {status}"]


def compare(program, folder, _seeds):
    """(test, list of differences)"""
    for tests in (blanks, facts_of_files, cut_files):
        yield from tests(program, folder)
