"""Letters as PDFs by programs that others use: LibreOffice Writer, Chromium's print-to-PDF, groff, ReportLab."""
import pathlib
import random
import shutil
import subprocess

WORDS = """authorization subscriber undersigned telephone numbers listed below carrier designated local intraLATA toll service
provider agent change effect account billing address signature efficient office affiliate first final flight waffle quoted naive
Philadelphia Harrisburg Street Suite Market continuation remains revoked writing copy original valid""".split()
NAMES = ["Jane Q. Public", "José Núñez-O’Brien", "Anna-Lena Größe", "Łukasz Żółć", "Renée d’Arcy", "Zoë Čapek"]
STYLE = {
    "plain": "body{font:11pt/1.35 'DejaVu Serif',serif}",
    "columns": "body{font:10pt/1.3 'DejaVu Sans',sans-serif}.text{column-count:2;column-gap:2em;text-align:justify}",
    "small": "body{font:8pt/1.2 'DejaVu Sans Mono',monospace}h1{letter-spacing:.15em}td{padding:0 1em}",
}


def sentence(rng):
    words = [rng.choice(WORDS) for _ in range(rng.randint(7, 18))]
    return " ".join(words).capitalize() + rng.choice([".", ".", "; ", " (see attached).", ", 100 % of $5.00.", " – “as is”."])


def number(rng):
    a, b, c = rng.randint(200, 989), rng.randint(200, 999), rng.randint(0, 9999)
    return rng.choice(["({}) {}-{:04}", "{}-{}-{:04}", "+1 {}.{}.{:04}", "{}{}{:04}"]).format(a, b, c)


def html(seed, style):
    rng = random.Random(f"{seed} {style}")
    paragraphs = "".join(f"<p>{' '.join(sentence(rng) for _ in range(rng.randint(2, 6)))}</p>" for _ in range(6))
    rows = "".join(f"<tr><td>{number(rng)}</td><td>{rng.choice(['Local', 'Toll-free'])}</td><td>{rng.choice(WORDS)}</td></tr>"
                   for _ in range(rng.randint(4, 60)))
    return (f"<!doctype html><meta charset=utf-8><title>Letter</title><style>{STYLE[style]} table{{border-collapse:collapse;width:90%}}"
            f"td,th{{border:1px solid #888}}</style><h1>Letter of Authorization</h1><p>Date: <b>{rng.randint(1, 12)}/{rng.randint(1, 28)}/2026"
            f"</b></p><p>Name: <i>{rng.choice(NAMES)}</i></p><div class=text lang=en>{paragraphs}</div>"
            f"<table><tr><th>Number<th>Kind<th>Note</tr>{rows}</table><p>Signature: ____________________</p>")


def roff(seed):
    rng = random.Random(seed)
    paragraphs = "".join(f".PP\n{' '.join(sentence(rng) for _ in range(4))}\n" for _ in range(4)).replace("–", "\\[en]")
    paragraphs = paragraphs.replace("“", "\\[lq]").replace("”", "\\[rq]")
    rows = "".join(f"{number(rng)};{rng.choice(['local', 'toll-free'])}\n" for _ in range(12))
    return (f".TL\nLetter of Authorization\n.AU\nJane Q. Public\n.NH\nScope\n{paragraphs}.2C\n{paragraphs}.1C\n"
            f".TS\nbox tab(;);\nl l.\n{rows}.TE\n")


def forms(path, seed):
    from reportlab.lib.pagesizes import letter
    from reportlab.pdfgen import canvas
    rng = random.Random(seed)
    page = canvas.Canvas(str(path), pagesize=letter)
    page.setFont("Helvetica-Bold", 16)
    page.drawCentredString(306, 740, "Letter of Authorization")
    page.setFont("Times-Roman", 11)
    for i, label in enumerate(["Company", "Service address", "Billing telephone number", "Account", "Title", "Date"]):
        page.drawString(72, 700 - 30 * i, label + ":")
        page.acroForm.textfield(name=label, tooltip=label, x=230, y=692 - 30 * i, width=250, height=20, fontSize=10, borderWidth=0,
                                value=rng.choice(NAMES[:1] + [number(rng), "Philadelphia, PA 19107"]))
    page.acroForm.checkbox(name="agree", x=72, y=480, size=14, checked=True)
    page.drawString(95, 483, "I have read the above")
    text = page.beginText(72, 450)
    for _ in range(12):
        text.textLine(sentence(rng)[:95])
    page.drawText(text)
    page.saveState()
    page.translate(560, 200)
    page.rotate(90)
    page.drawString(0, 0, "Form LOA-7, turned")
    page.restoreState()
    page.showPage()
    page.setFont("Courier", 10)
    for i in range(30):
        page.drawString(72, 740 - 14 * i, f"{i + 1:3}  {number(rng)}  {rng.choice(WORDS)}")
    page.save()


def quietly(*command, **more):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180, check=False, **more)


def make(folder, seeds):
    """The PDFs, in the folder; each named after its maker. Programs that are not installed make none."""
    pages = []
    for seed in range(seeds):
        for style in STYLE:
            page = folder / f"{style}-{seed}.html"
            page.write_text(html(seed, style))
            pages.append(page)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    if shutil.which("soffice"):
        out = folder / "writer"
        quietly("soffice", profile, "--headless", "--convert-to", "odt:writer8", "--infilter=HTML (StarWriter)", "--outdir", out, *pages)
        quietly("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", out, *sorted(out.glob("*.odt")))
    if shutil.which("chromium"):
        (folder / "chromium").mkdir(exist_ok=True)
        for page in pages:
            quietly("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    f"--print-to-pdf={folder}/chromium/{page.stem}.pdf", page.as_uri())
    if shutil.which("gropdf"):
        (folder / "groff").mkdir(exist_ok=True)
        for seed in range(seeds):
            with open(folder / "groff" / f"letter-{seed}.pdf", "wb") as out:
                subprocess.run(["groff", "-t", "-ms", "-Kutf8", "-Tpdf"], input=roff(seed).encode(), stdout=out,
                               stderr=subprocess.DEVNULL, timeout=60, check=False)
    (folder / "reportlab").mkdir(exist_ok=True)
    for seed in range(seeds):
        forms(folder / "reportlab" / f"form-{seed}.pdf", seed)
    return sorted(path for path in pathlib.Path(folder).glob("*/*.pdf") if path.stat().st_size > 0)
