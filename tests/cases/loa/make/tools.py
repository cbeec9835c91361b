"""What others do to a finished PDF: lay something over it, fill and sign it, write on it, scan, fax and photograph it."""
import base64
import json
import pathlib
import re
import subprocess
import tempfile

from pictures import segments

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 120}


def run(*command, **how):
    return subprocess.run([str(one) for one in command], check=True, **{**QUIET, **how})


def steps(*programs):
    """Each gets the target and what the one before made."""
    def make(path):
        with tempfile.TemporaryDirectory() as folder:
            before = None
            for i, program in enumerate(programs):
                target = path if i == len(programs) - 1 else pathlib.Path(folder) / f"{i}.pdf"
                program(target, *([before] if before else []))
                before = target
    return make


def place_of(pdf, word, which=-1):
    """The last place of a word on the first page: left, bottom, right, top in points from the lower left corner."""
    text = run("pdftotext", "-bbox", "-l", "1", pdf, "-", stdout=subprocess.PIPE).stdout.decode()
    height = float(re.search(r'<page width="[\d.]+" height="([\d.]+)"', text)[1])
    found = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">%s<' % re.escape(word), text)[which]
    left, top, right, bottom = map(float, found)
    return left, height - bottom, right, height - top


def right_of(pdf, word, gap=14, which=-1):
    _, bottom, right, _ = place_of(pdf, word, which)
    return round(right + gap), round(bottom - 4)


def above(pdf, word, gap=4, which=-1):
    left, _, _, top = place_of(pdf, word, which)
    return round(left + 2), round(top + gap)


def page_count(pdf):
    return int(run("qpdf", "--show-npages", pdf, stdout=subprocess.PIPE).stdout)


def overlay(target, base, over):
    """The pages of `over` on those of `base`; what `over` has more comes behind."""
    count = page_count(base)
    more = page_count(over) > count
    with tempfile.TemporaryDirectory() as folder:
        first = f"{folder}/first.pdf"
        run("qpdf", "--deterministic-id", base, "--overlay", over, f"--to=1-{count}", f"--from=1-{count}", "--", first)
        run("qpdf", "--deterministic-id", "--object-streams=generate", "--empty", "--pages", first, *([over, f"{count + 1}-z"] if more else []), "--",
            target)


def join(target, *parts):
    run("qpdf", "--deterministic-id", "--object-streams=generate", "--empty", "--pages", *parts, "--", target)


def rotate(target, base, angle):
    run("qpdf", "--deterministic-id", base, f"--rotate={angle}", target)


def fill(target, form, values, flatten=False):
    """Fills a form with pdftk."""
    entries = "".join(f"<< /T ({name}) /V ({value}) >>\n" for name, value in values.items())
    fdf = f"%FDF-1.2\n1 0 obj << /FDF << /Fields [\n{entries}] >> >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    run("pdftk", form, "fill_form", "-", "output", target, *(["flatten"] if flatten else []), "drop_xfa", input=fdf.encode())


def sign(target, base, name, field="Signature1", reason="I approve this document"):
    """A digital signature by poppler, with a certificate made for it. It bears the time of its making."""
    with tempfile.TemporaryDirectory() as folder:
        seed = pathlib.Path(folder) / "seed"
        seed.write_bytes(name.encode() * 64)
        run("certutil", "-N", "-d", f"sql:{folder}", "--empty-password")
        run("certutil", "-S", "-d", f"sql:{folder}", "-n", "signer", "-s", f'CN="{name}"', "-x", "-t", "CT,CT,CT", "-v", "240", "-z", seed, "-k", "rsa",
            "-g", "2048", "--keyUsage", "digitalSignature,nonRepudiation,certSigning")
        run("pdfsig", "-nssdir", f"sql:{folder}", base, target, "-add-signature", "-nick", "signer", "-new-signature-field-name", field,
            "-reason", reason)


def seal(target, base, name, moment, reason, field="Signature1", room=3000):
    """The same by openssl, with a given time and without a mark on the page."""
    def change(objects, page):
        last = max(int(key.split()[0].split(":")[1]) for key in objects if key.startswith("obj:"))
        root = "obj:" + objects["trailer"]["value"]["/Root"]
        widget, value = f"{last + 1} 0 R", f"{last + 2} 0 R"
        signature = {"/Type": "/Sig", "/Filter": "/Adobe.PPKLite", "/SubFilter": "/adbe.pkcs7.detached", "/Name": "u:" + name, "/Reason": "u:" + reason,
                     "/M": "u:" + moment, "/ByteRange": [0, 1000000001, 1000000002, 1000000003], "/Contents": "b:" + "00" * room}
        return {f"obj:{widget}": {"value": {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Sig", "/T": "u:" + field, "/F": 132, "/V": value,
                                            "/Rect": [0, 0, 0, 0], "/P": page.removeprefix("obj:")}},
                f"obj:{value}": {"value": signature},
                root: {"value": {**objects[root]["value"], "/AcroForm": {"/Fields": [widget], "/SigFlags": 3}}},
                page: {"value": {**objects[page]["value"], "/Annots": [widget]}}}

    edited(target, base, change, "--object-streams=disable")
    data = target.read_bytes()
    start = data.index(b"<" + b"00" * room + b">")
    end = start + 2 * room + 2
    was = re.search(rb"/ByteRange \[ 0 1000000001 1000000002 1000000003 \]", data)[0]
    data = data.replace(was, b"/ByteRange [ 0 %d %d %d ]" % (start, end, len(data) - end) + b" " * (len(was) - len(b"/ByteRange [ 0 %d %d %d ]" % (start, end, len(data) - end))))
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "signed").write_bytes(data[:start] + data[end:])
        run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{folder}/key", "-out", f"{folder}/cert", "-days", "3650", "-subj", f"/CN={name}")
        run("openssl", "cms", "-sign", "-binary", "-in", f"{folder}/signed", "-signer", f"{folder}/cert", "-inkey", f"{folder}/key", "-outform", "DER", "-out",
            f"{folder}/sig")
        made = pathlib.Path(folder, "sig").read_bytes().hex().encode()
    target.write_bytes(data[:start + 1] + made.ljust(2 * room, b"0") + data[end - 1:])


def edited(target, base, change, *options):
    """`change` gets the objects of qpdf's JSON and the first page's, and gives those that are new or different."""
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/plain.pdf"
        run("qpdf", "--object-streams=disable", base, source)
        data = json.loads(run("qpdf", "--json-output", "--json-stream-data=none", source, "-", stdout=subprocess.PIPE).stdout)
        objects = data["qpdf"][1]
        page = next(key for key, one in objects.items() if isinstance(one.get("value"), dict) and one["value"].get("/Type") == "/Page")
        update = {"version": 2, "qpdf": [data["qpdf"][0], change(objects, page)]}
        pathlib.Path(folder, "update.json").write_text(json.dumps(update), encoding="utf-8")
        run("qpdf", "--deterministic-id", *options, source, f"--update-from-json={folder}/update.json", target)


def annotate(target, base, annotation, appearance=None):
    """An annotation on the first page; `appearance` is the content of its picture, in the annotation's box."""
    def change(objects, page):
        last = max(int(key.split()[0].split(":")[1]) for key in objects if key.startswith("obj:"))
        note = {"/Type": "/Annot", "/F": 4, **annotation}
        out = {}
        if appearance:
            x0, y0, x1, y1 = annotation["/Rect"]
            out[f"obj:{last + 2} 0 R"] = {"stream": {"data": base64.b64encode(appearance.encode()).decode(), "dict": {
                "/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, x1 - x0, y1 - y0],
                "/Resources": {"/Font": {"/Helv": {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}}}}}}
            note["/AP"] = {"/N": f"{last + 2} 0 R"}
        out[f"obj:{last + 1} 0 R"] = {"value": note}
        value = dict(objects[page]["value"])
        value["/Annots"] = [*value.get("/Annots", []), f"{last + 1} 0 R"] if isinstance(value.get("/Annots", []), list) else [f"{last + 1} 0 R"]
        out[page] = {"value": value}
        return out

    edited(target, base, change)


def ink(target, base, x, y):
    start, curves = segments()
    put = lambda p: (round(x + p[0] * 0.45, 1), round(y + 30 - p[1] * 0.45, 1))
    line = [start, *[point for curve in curves for point in curve]]
    local = lambda p: f"{p[0] * 0.45:.1f} {32 - p[1] * 0.45:.1f}"
    drawn = f"1.5 w {local(start)} m " + " ".join(" ".join(map(local, curve)) + " c" for curve in curves) + " S"
    annotate(target, base, {"/Subtype": "/Ink", "/Rect": [x, y, x + 136, y + 34], "/C": [0, 0, 0.5],
                            "/InkList": [[number for point in line for number in put(point)]]}, drawn)


def stamp(target, base, x, y, text):
    annotate(target, base, {"/Subtype": "/Stamp", "/Rect": [x, y, x + 150, y + 34], "/Name": "/SignHere", "/Contents": "u:" + text},
             f"0.7 0 0 RG 2 w 1 1 148 32 re S BT /Helv 14 Tf 0.7 0 0 rg 12 12 Td ({text}) Tj ET")


def typewriter(target, base, notes):
    """Texts put on the page with a viewer's typewriter: (x, y, text)."""
    source = base
    with tempfile.TemporaryDirectory() as folder:
        for i, (x, y, text) in enumerate(notes):
            out = target if i == len(notes) - 1 else f"{folder}/{i}.pdf"
            annotate(out, source, {"/Subtype": "/FreeText", "/Rect": [x, y, x + 200, y + 16], "/Contents": "u:" + text, "/DA": "u:/Helv 10 Tf 0 g"},
                     f"BT /Helv 10 Tf 2 4 Td ({text}) Tj ET")
            source = out


def fax_tiff(target, pages):
    pages[0].save(target, "TIFF", compression="group4", dpi=(204, 98), save_all=True, append_images=pages[1:])


def fax_pdf(target, pages):
    with tempfile.TemporaryDirectory() as folder:
        fax_tiff(f"{folder}/fax.tif", pages)
        run("tiff2pdf", "-o", target, f"{folder}/fax.tif")


def picture_pdf(target, pictures, dpi, quality=35):
    """A scanner's PDF: a JPEG on each page."""
    pictures[0].save(target, "PDF", resolution=dpi, quality=quality, save_all=True, append_images=pictures[1:])
