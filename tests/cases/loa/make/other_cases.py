"""What is no letter, letters beside others, scans, faxes and photos."""
import pathlib
import subprocess
import tempfile

from case_list import UNJUDGED, Case, day
from html_pages import chromium
from layouts import CARRIER, END_USER, FORM, SHORT, bill, form, sections, service_record, table_form
from office import writer
from page_cases import CLEAN
from pictures import faxed, pages_of, photographed, scanned
from tools import fax_pdf, fax_tiff, picture_pdf
from typeset import latex
from values import make_values

v = make_values(80, count=4, carrier="Comcast Business", billing=None, signature="none", name=None, title=None, gaining=None, btn=None)
v.billing, v.service = v.service, None
v.signed = None
v.other_dates = [{"role": "bill", "value": "2026-11-03", "readings": ["2026-11-03"]}, {"role": "other", "value": "2026-11-24", "readings": ["2026-11-24"]}]
NOT_A_LETTER = dict.fromkeys(["kind", "dates", "signed", "numbers", "gaining_carrier", "carrier", "signature", "signer", "title"], UNJUDGED)
Case("bill.pdf", "a phone bill instead of a letter", "Chromium print-to-PDF", "bill", v,
     lambda path, v=v: chromium(path, bill(v, "$ 245.57", ["November 3, 2026", "October 3 - November 2, 2026", "November 24, 2026"])),
     rules=["LOA-025"], never=["LOA-007", "LOA-010", "LOA-012"], facts=NOT_A_LETTER)
v = make_values(81, count=5, signature="none", name=None, title=None, gaining=None, carrier=None)
v.signed = None
Case("service-record.pdf", "a customer service record instead of a letter", "LibreOffice Writer", "service record", v,
     lambda path, v=v: writer(path, service_record(v, "11/10/2026")), rules=["LOA-025"], never=["LOA-007", "LOA-010"],
     facts=NOT_A_LETTER)

v = make_values(82, signed=day("2026-11-02"), date_style="long")
Case("pair-older.pdf", "an older letter beside a newer one", "LibreOffice Writer", "labels left", v, lambda path, v=v: writer(path, form(v)),
     files=["pair-newer.pdf"], rules=["LOA-032"], never=["LOA-005", "LOA-034", "LOA-035"])
v = make_values(82, signed=day("2026-11-20"), date_style="long")
Case("pair-newer.pdf", "the newer of two letters", "LibreOffice Writer", "labels left", v, lambda path, v=v: writer(path, form(v)), never=[*CLEAN, "LOA-032"])
v = make_values(84)
v.company = "Prairie Roofing & Siding"
Case("beside-bill.pdf", "the bill beside it has another name", "Chromium print-to-PDF", "labels left", v, lambda path, v=v: chromium(path, form(v)),
     files=["beside-bill-bill.pdf"], rules=["LOA-034"], never=["LOA-025", "LOA-035", "LOA-036"])
b = make_values(84, count=3)
b.company, b.billing = "Harbor Lane Dental Group", b.service
Case("beside-bill-bill.pdf", "the bill beside beside-bill.pdf", "Chromium print-to-PDF", "bill", b,
     lambda path, b=b: chromium(path, bill(b, "$ 80.12", ["November 3, 2026", "October 3 - November 2, 2026", "November 24, 2026"])),
     rules=["LOA-025"], facts={**NOT_A_LETTER, "service_address": None, "billing_number": None})


def through_pages(v, blocks, dpi, make, program=writer):
    def run(path):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / "letter.pdf"
            program(source, blocks)
            make(path, pages_of(source, dpi))
    return run


# No typed text says who signed a scan: signature evidence is not asked of OCR.
SCAN = {"signature": UNJUDGED}
SCAN_NEVER = ["LOA-003", "LOA-010", "LOA-011"]
v = make_values(90)
Case("scan-grey.pdf", "a scanner's grey PDF, turned a little", "scan of Writer's page", "labels left", v,
     through_pages(v, form(v), 150, lambda path, pages: picture_pdf(path, [scanned(page, seed=90) for page in pages], 150)), "scan", facts=SCAN, never=SCAN_NEVER)
v = make_values(91)
Case("scan-clean.pdf", "a scanner's clean PDF at 200 dpi", "scan of TeX's page", "labels left", v,
     through_pages(v, form(v), 200, lambda path, pages: picture_pdf(path, [scanned(page, 0, 0, 255, 0, 0.3) for page in pages], 200, quality=25), latex), "scan",
     facts=SCAN, never=SCAN_NEVER)
v = make_values(92)
Case("scan-above.tif", "a scanner's black-and-white TIFF at 200 dpi", "scan of Chromium's page", "labels above", v,
     through_pages(v, form(v, "above", CARRIER), 200, lambda path, pages: [page.convert("1", dither=0) for page in pages][0].save(path, "TIFF", compression="group4", dpi=(200, 200)),
                   chromium), "scan", facts=SCAN, never=SCAN_NEVER)
v = make_values(93)
Case("scan-grid.jpg", "a scanner's JPEG, grey and noisy", "scan of Writer's page", "table", v,
     through_pages(v, sections(v, "grid", END_USER), 150, lambda path, pages: scanned(pages[0], -0.8, 6, seed=93).save(path, "JPEG", quality=30, dpi=(150, 150), optimize=True)),
     "scan", facts=SCAN, never=SCAN_NEVER)
v = make_values(94)
Case("scan-line.png", "a scanner's black-and-white PNG", "scan of Chromium's page", "form line", v,
     through_pages(v, form(v, "line", SHORT), 150, lambda path, pages: pages[0].point(lambda x: 255 * (x > 140)).convert("1").save(path, "PNG", optimize=True, dpi=(150, 150)), chromium),
     "scan", facts=SCAN, never=SCAN_NEVER)
v = make_values(95)
Case("fax-line.tif", "a fax machine's TIFF: 204 by 98 dots", "fax of Writer's page", "form line", v,
     through_pages(v, form(v, "line", FORM), 204, lambda path, pages: fax_tiff(path, [faxed(page) for page in pages])),
     "scan", facts=SCAN, never=SCAN_NEVER)
v = make_values(96)
Case("fax-above.pdf", "the same look as a PDF", "fax of Writer's page", "labels above", v,
     through_pages(v, form(v, "above", FORM), 204, lambda path, pages: fax_pdf(path, [faxed(page, 2) for page in pages])), "scan", facts=SCAN, never=SCAN_NEVER)
v = make_values(97)
Case("photo.jpg", "a phone's photo of the page", "photo of Writer's page", "labels left", v,
     through_pages(v, form(v), 140, lambda path, pages: photographed(pages[0]).save(path, "JPEG", quality=28, optimize=True)), "scan", facts=SCAN,
     may=["LOA-027"], never=SCAN_NEVER)
v = make_values(98, signed=day("2026-09-02"), date_style="long")
Case("scan-stale.pdf", "a scan of an old letter", "scan of Writer's page", "labels left", v,
     through_pages(v, form(v), 150, lambda path, pages: picture_pdf(path, [scanned(page, 0.3, 5, seed=98) for page in pages], 150)), "scan", facts=SCAN,
     rules=["LOA-005"], never=SCAN_NEVER)
v = make_values(99, count=16)
Case("scan-numbers.pdf", "16 numbers in a scanned table", "scan of Chromium's page", "table", v,
     through_pages(v, table_form(v, FORM), 150, lambda path, pages: picture_pdf(path, [scanned(page, -0.4, 4, seed=99) for page in pages], 150), chromium), "scan",
     sheet=v.numbers, facts=SCAN, never=[*SCAN_NEVER, "LOA-013"], may=["LOA-014"])


def recognised(path, pages):
    """What scanning programs write: the picture with the recognised text under it, unseen."""
    with tempfile.TemporaryDirectory() as folder:
        scanned(pages[0], 0.2, 3, seed=7).save(f"{folder}/page.jpg", quality=30, dpi=(150, 150))
        subprocess.run(["tesseract", f"{folder}/page.jpg", f"{folder}/page", "-l", "eng", "--dpi", "150", "pdf"], check=True, timeout=120, capture_output=True)
        path.write_bytes(pathlib.Path(folder, "page.pdf").read_bytes())


v = make_values(100)
Case("scan-layer.pdf", "a scan with recognised text under the picture", "Tesseract, over Writer's page", "labels left", v, through_pages(v, form(v), 150, recognised), "scan",
     facts=SCAN, never=SCAN_NEVER)
