"""Forms filled in by tools, our own letters, digital signatures, e-sign services, marks put on a finished PDF."""
import datetime
import os
import pathlib
import subprocess
import tempfile

from case_list import Case, day
from drawn import acroform, envelope_pages, reportlab
from html_pages import chromium
from layouts import CARRIER, END_USER, FORM, SHORT, Picture, form, sections
from office import writer
from page_cases import CLEAN, empty
from pictures import signature_file
from tools import above, edited, fill, ink, overlay, right_of, seal, sign, stamp, steps, typewriter
from values import TODAY, city_line, make_values, one_line, phone, street_line
from wording import wording

PORTCHECK = os.environ.get("PORTCHECK", str(pathlib.Path(__file__).parents[4] / "build/release/portcheck"))


DATE_WORDS = ("Signed:", "Date:", "Date")


def has_word(pdf, word):
    try:
        return bool(right_of(pdf, word))
    except IndexError:
        return False


def laid_over(over):
    """`over` makes the pages that are laid over those made before."""
    def lay(path, before):
        with tempfile.TemporaryDirectory() as folder:
            above_it = pathlib.Path(folder) / "over.pdf"
            over(above_it, before)
            overlay(path, before, above_it)
    return lay


ROWS = [("Company Name", "company"), ("Service Address (street)", "street"), ("City, State, ZIP", "city"), ("Current Carrier", "carrier"),
        ("Account Number", "account"), ("Billing Telephone Number", "btn"), ("PIN (if any)", "pin"), ("Telephone Numbers to be Ported", "numbers"),
        ("Authorized Signature", None), ("Printed Name", "name"), ("Title", "title"), ("Date", "date")]


def field_values(v):
    return {"company": v.company, "street": street_line(v.service), "city": city_line(v.service), "carrier": v.carrier, "account": v.account,
            "btn": v.phone(v.btn) if v.btn else "", "pin": v.pin or "", "numbers": ", ".join(v.listed()), "name": v.name, "title": v.title, "date": v.date_text}


def blank_form(v, values=None):
    return lambda path: acroform(path, "LETTER OF AUTHORIZATION", wording(v, 0), ROWS, values or {})


def filled(v, **how):
    return lambda path, before: fill(path, before, field_values(v), **how)


v = make_values(60, signature="ink", pin="")
Case("acroform-ink.pdf", "a form filled by its program, signed with a viewer's pen; the PIN is empty", "reportlab form", "form fields", v,
     steps(blank_form(v, field_values(v)), lambda path, before: ink(path, before, 255, right_of(before, "Signature")[1])), rules=["LOA-029"], never=CLEAN)
v = make_values(61, signature="stamp", pin="90210")
Case("acroform-stamp.pdf", "a form filled by pdftk, signed with a stamp", "pdftk", "form fields", v,
     steps(blank_form(v), filled(v), lambda path, before, v=v: stamp(path, before, 255, right_of(before, "Signature")[1], "SIGNED " + v.name)), never=[*CLEAN, "LOA-029"])
v = make_values(62, signature="picture", pin="")
Case("acroform-flat.pdf", "a form filled and flattened by pdftk, a picture of the signature laid over", "pdftk, flattened", "form fields", v,
     steps(blank_form(v), filled(v, flatten=True), laid_over(lambda path, before: envelope_pages(
         path, 1, marks=[(1, 255, right_of(before, "Signature")[1], Picture("picture"), 0)]))),
     rules=["LOA-029"], never=CLEAN)
v = empty(make_values(63))
v.pin = ""
Case("acroform-blank.pdf", "a form with nothing filled in", "reportlab form", "form fields", v, blank_form(v),
     rules=["LOA-007", "LOA-010", "LOA-012", "LOA-016", "LOA-017", "LOA-024", "LOA-029"], may=["LOA-018", "LOA-020", "LOA-021"], facts={"service_address": None})


def portcheck(v, signed=True, extra=()):
    def make(path, *_):
        with tempfile.TemporaryDirectory() as folder:
            sheet = pathlib.Path(folder) / "numbers.csv"
            sheet.write_text("Number to Port,Campaign_url\n" + "".join(f"{number},https://harbor.invoca.net/a_campaigns/terms/11\n" for number in v.numbers))
            command = [PORTCHECK, "loa", "--sheet", sheet, "--company", v.company, "--address", street_line(v.service) + "\n" + city_line(v.service),
                       "--carrier", v.carrier, "--account", v.account, "--name", v.name, "--title", v.title, "--today", TODAY.isoformat(), "--force",
                       *(["--btn", phone(v.btn)] if v.btn else ["--resporg", v.resporg]), "-o", path, *extra]
            if signed:
                command += ["--signature", signature_file(folder), "--date", v.signed.isoformat()]
            done = subprocess.run([str(one) for one in command], capture_output=True, text=True, timeout=60)
            if not path.exists():
                raise RuntimeError(done.stderr)
    return make


OURS = "portcheck loa"
v = make_values(64, count=4)
Case("ours-local.pdf", "made and signed by portcheck loa, local", OURS, "our form", v, portcheck(v), sheet=v.numbers,
     never=[*CLEAN, "LOA-009", "LOA-011", "LOA-013", "LOA-014", "LOA-023", "LOA-028"])
v = make_values(65, count=6, toll_free=True)
Case("ours-toll-free.pdf", "made and signed by portcheck loa, toll-free", OURS, "our form", v, portcheck(v), sheet=v.numbers,
     never=[*CLEAN, "LOA-009", "LOA-011", "LOA-013", "LOA-014", "LOA-023", "LOA-028"])
v = make_values(66, count=240)
Case("ours-many.pdf", "240 numbers in a table over pages, made and signed by portcheck loa", OURS, "our form", v, portcheck(v), sheet=v.numbers,
     never=[*CLEAN, "LOA-009", "LOA-011", "LOA-013", "LOA-014", "LOA-023", "LOA-028"])
v = empty(make_values(67))
Case("ours-blank.pdf", "our template, nothing filled in", OURS, "our form", v,
     lambda path: subprocess.run([PORTCHECK, "loa", "--blank", "--kind", "local", "--today", "2026-11-26", "--force", "-o", path], timeout=60, capture_output=True),
     rules=["LOA-007", "LOA-010", "LOA-012", "LOA-016", "LOA-017", "LOA-024"], may=["LOA-018", "LOA-020", "LOA-021", "LOA-029"], facts={"service_address": None})

v = make_values(68, signed=day("2026-11-24"), signature="digital")
Case("signed-digital.pdf", "signed with a certificate", "Writer, signed by pdfsig", "labels left", v,
     steps(lambda path, v=v: writer(path, form({**v} and v, "line")), lambda path, before, v=v: sign(path, before, v.name)), rules=["LOA-033"], never=CLEAN,
     facts={"signature": {"kind": "digital", "page": 1}})


def signature_field(path, before):
    def change(objects, page):
        last = max(int(key.split()[0].split(":")[1]) for key in objects if key.startswith("obj:"))
        root = objects["trailer"]["value"]["/Root"]
        catalog = dict(objects["obj:" + root]["value"])
        catalog["/AcroForm"] = {"/Fields": [f"{last + 1} 0 R"], "/SigFlags": 1}
        value = dict(objects[page]["value"])
        value["/Annots"] = [f"{last + 1} 0 R"]
        return {f"obj:{last + 1} 0 R": {"value": {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Sig", "/T": "u:Signature1", "/F": 4,
                                                  "/Rect": [200, 190, 360, 220], "/P": page.removeprefix("obj:")}},
                "obj:" + root: {"value": catalog}, page: {"value": value}}
    edited(path, before, change)


v = make_values(69, signature="none")
Case("signed-empty-field.pdf", "a field for a digital signature, empty", "Writer, then qpdf", "labels left", v,
     steps(lambda path, v=v: writer(path, form(v)), signature_field), rules=["LOA-010"], never=["LOA-011", "LOA-033"],
     facts={"signature": {"kind": "empty_field", "page": 1}})

def envelope(base, over, *more):
    return steps(base, laid_over(over), *more)


def clear(v):
    """The letter as it is sent out for signing."""
    out = type(v)(v)
    out.signature = "none"
    out.signed = ""
    return out


def below_place(pdf, word, which=-1):
    x, y = above(pdf, word, which=which)
    return x, y - 36


def signed_at(pdf, place, date, over=None, under=None, kind="picture"):
    """What a service puts at the places of signature and date."""
    x, y = next(place(pdf, word, which=0) for word in ("Signature", "Signature:") if has_word(pdf, word))
    date_x, date_y = next(place(pdf, word) for word in DATE_WORDS if has_word(pdf, word))
    marks = [(1, x, y + 4, Picture(kind), 0), (1, date_x, date_y + 4, date, 9)]
    return marks + ([(1, x, y + 30, over, 6)] if over else []) + ([(1, x, y - 3, under, 6)] if under else [])


v = make_values(71, signed=day("2026-11-17"), date_style="us_short", signature="envelope")
v.other_dates = [{"role": "other", "value": "2026-11-16", "readings": ["2026-11-16"]}, {"role": "other", "value": "2026-11-17", "readings": ["2026-11-17"]}]
ENVELOPE = "7C2E9A41-5B0D-4F6E-9D27-3A81C05E6B14"
Case("docusign-form.pdf", "sent through DocuSign: envelope line, mark of the signature, certificate", "DocuSign-like, over Chromium", "labels below", v,
     envelope(lambda path, v=clear(v): chromium(path, form(v, "below", FORM)), lambda path, before, v=v: envelope_pages(
         path, 1, header=f"DocuSign Envelope ID: {ENVELOPE}",
         marks=signed_at(before, above, v.date_text, over="DocuSigned by:", under="9F3B27D0E1A84C5..."),
         certificate=[(14, True, [(60, "Certificate Of Completion")]), (8, False, [(60, f"Envelope Id: {ENVELOPE}"), (400, "Status: Completed")]),
                      (8, False, [(60, "Subject: Please sign: Letter of Authorization")]), (10, True, [(60, "Signer Events"), (260, "Signature"), (430, "Timestamp")]),
                      (8, False, [(60, v.name), (430, "Sent: 11/16/2026 2:04:11 PM")]), (8, False, [(60, "jane@example.com"), (430, "Viewed: 11/17/2026 9:15:40 AM")]),
                      (8, False, [(60, v.title), (430, "Signed: 11/17/2026 9:16:22 AM")])])), rules=["LOA-033"], never=CLEAN)
v = make_values(72, signed=day("2026-11-26"), date_style="us", signature="digital")
Case("docusign-sealed.pdf", "sent through DocuSign and sealed with a digital signature", "DocuSign-like, over Writer, sealed by openssl", "labels above", v,
     envelope(lambda path, v=clear(v): writer(path, form(v, "above", END_USER)), lambda path, before, v=v: envelope_pages(
         path, 1, header="Docusign Envelope ID: 1B7D3C52-08AE-4E0C-8F11-94D2B6A7C3F5",
         marks=signed_at(before, below_place, v.date_text, over="Signed by:")),
         lambda path, before: seal(path, before, "DocuSign, Inc.", "D:20261126091233-08'00'",
                                   "Digitally verifiable PDF exported from www.docusign.com", "ENVELOPEID_1B7D3C5208AE4E0C8F1194D2B6A7C3F5")),
     rules=["LOA-033"], never=CLEAN)
v = make_values(73, signed=day("2026-11-13"), date_style="abbr", signature="envelope", signature_page=2)  # there the service names itself
v.other_dates = [{"role": "other", "value": "2026-11-13", "readings": ["2026-11-13"]}] * 4
Case("adobe-sign.pdf", "sent through Adobe Acrobat Sign: date beside the signature, audit report", "Adobe-Sign-like, over Writer", "form line", v,
     envelope(lambda path, v=clear(v): writer(path, form(v, "line", FORM, 1)), lambda path, before, v=v: envelope_pages(
         path, 1, marks=signed_at(before, right_of, "Nov 13, 2026", under=f"{v.name} (Nov 13, 2026 10:21 PST)"),
         certificate=[(16, True, [(60, "Letter of Authorization")]), (11, False, [(60, "Final Audit Report"), (450, "2026-11-13")]),
                      (9, False, [(60, "Created:"), (150, "2026-11-13")]), (9, False, [(60, "By:"), (150, "Porting Desk (ports@example.com)")]),
                      (9, False, [(60, "Status:"), (150, "Signed")]), (9, False, [(60, "Transaction ID:"), (150, "CBJCHBCAABAAq7Vt2mWcY0PzKx3oGd8RsLfNhE4uTb1J")]),
                      (9, False, [(60, f"Document e-signed by {v.name} (maria@example.com)")]),
                      (9, False, [(60, "Signature Date: 2026-11-13 - 6:21:14 PM GMT - Time Source: server")]), (9, False, [(60, "Powered by Adobe Acrobat Sign")])])),
     rules=["LOA-033"], never=CLEAN)
v = make_values(74, signed=day("2026-11-18"), date_style="us", signature="envelope", signature_page=2)  # there the service names itself
v.other_dates = [{"role": "other", "value": "2026-11-18", "readings": ["2026-11-18"]}] * 3
Case("dropbox-sign.pdf", "sent through Dropbox Sign: document ID in the foot, audit trail", "Dropbox-Sign-like, over reportlab", "labels left", v,
     envelope(lambda path, v=clear(v): reportlab(path, form(v, "left", CARRIER, 1)), lambda path, before, v=v: envelope_pages(
         path, 1, footer="Doc ID: 4d1f0c9ab7e2635d8890a1c47b3e5f62d0c81e9f",
         marks=signed_at(before, right_of, v.date_text, kind="drawing"),
         certificate=[(14, True, [(60, "Audit trail")]), (9, False, [(60, "Title"), (200, "Letter of Authorization")]),
                      (9, False, [(60, "Document ID"), (200, "4d1f0c9ab7e2635d8890a1c47b3e5f62d0c81e9f")]),
                      (9, False, [(60, "Audit trail date format"), (200, "MM / DD / YYYY")]), (9, False, [(60, "Status"), (200, "Signed")]),
                      (9, False, [(60, "SENT"), (200, "11 / 18 / 2026"), (300, "Sent for signature by ports@example.com")]),
                      (9, False, [(60, "SIGNED"), (200, "11 / 18 / 2026"), (300, f"Signed by {v.name} (owner@example.com)")]),
                      (9, False, [(60, "COMPLETED"), (200, "11 / 18 / 2026"), (300, "The document has been completed.")]),
                      (9, False, [(60, "Powered by Dropbox Sign")])])),
     rules=["LOA-033"], never=CLEAN)
v = make_values(75, signed=day("2026-11-19"), date_style="iso", signature="envelope", signature_page=2)  # there the service names itself
v.other_dates = [{"role": "other", "value": "2026-11-19", "readings": ["2026-11-19"]}] * 2
Case("pandadoc.pdf", "sent through PandaDoc: signature certificate", "PandaDoc-like, over Chromium", "table", v,
     envelope(lambda path, v=clear(v): chromium(path, sections(v, "grid", FORM), style="serif"), lambda path, before, v=v: envelope_pages(
         path, 1, footer="Document Ref: 7QWXK-HB4PT-9ZLMR-2CVND     Page 1 of 2", marks=signed_at(before, right_of, v.date_text),
         certificate=[(16, True, [(60, "Signature Certificate")]), (9, False, [(60, "Reference number: 7QWXK-HB4PT-9ZLMR-2CVND")]),
                      (9, True, [(60, "Signer"), (250, "Timestamp"), (430, "Signature")]), (9, False, [(60, v.name)]),
                      (8, False, [(60, "Sent:"), (250, "19 Nov 2026 15:02:11 UTC")]), (8, False, [(60, "Signed:"), (250, "19 Nov 2026 15:44:09 UTC")]),
                      (8, False, [(60, "Signed with PandaDoc")])])),
     rules=["LOA-033"], never=CLEAN)
