"""Letters printed to PDF by browsers, word processors and typesetters."""
from case_list import Case, day
from drawn import cairo_pango, reportlab
from html_pages import chromium
from layouts import CARRIER, END_USER, FORM, SHORT, blank, form, prose, sections, table_form, two_columns
from office import printed_text, writer
from tools import ink, right_of, rotate, steps
from typeset import groff, latex, plain_text
from values import Values, address, city_line, make_values, phone, street_line
from wording import wording

CHROME, WRITER, GROFF, GHOST, TEX, RL, CAIRO = ("Chromium print-to-PDF", "LibreOffice Writer", "groff -Tpdf", "groff and Ghostscript", "pdfTeX",
                                                "reportlab", "cairo and Pango")
STALE = ["LOA-005", "LOA-006", "LOA-008", "LOA-009"]
CLEAN = ["LOA-005", "LOA-006", "LOA-007", "LOA-008", "LOA-010", "LOA-012", "LOA-016", "LOA-017", "LOA-018", "LOA-019", "LOA-020", "LOA-021",
         "LOA-022", "LOA-024", "LOA-025"]


def through(program, blocks, **look):
    return lambda path: program(path, blocks, **look)


def empty(v):
    """The same form with nothing filled in."""
    v = Values(v)
    for key in ("company", "carrier", "account", "btn", "name", "title"):
        v[key] = ""
    v.service = address("", "", "", "", "")
    v.signed, v.signature, v.numbers = "", "none", []
    return v


v = make_values(1)
Case("chromium-form.pdf", "a form with its labels left", CHROME, "labels left", v, through(chromium, form(v)), never=CLEAN)
v = make_values(2, pin="7731", date_style="long", fax="5125550188")
Case("chromium-above.pdf", "small labels above the values, a PIN, a fax number in the foot", CHROME, "labels above", v,
     through(chromium, form(v, "above", CARRIER, 2, 1) + [("small", f"Fax the signed form to {phone(v.fax, 'paren')} or mail it to ports@example.com.")],
             style="serif"), never=[*CLEAN, "LOA-029"])
v = make_values(3, signature="drawing", pin="")
Case("chromium-grid.pdf", "a table of labels and values, a drawn signature, an empty PIN", CHROME, "table", v,
     through(chromium, sections(v, "grid", END_USER), style="dense"), rules=["LOA-029"], never=CLEAN)
v = make_values(4, count=8)
Case("chromium-columns.pdf", "customer and carrier side by side", CHROME, "two columns", v, through(chromium, two_columns(v)), never=CLEAN)
v = make_values(5, date_style="long")
Case("chromium-prose.pdf", "a letter in sentences, numbers within them", CHROME, "prose", v, through(chromium, prose(v), style="serif"), never=CLEAN)
v = make_values(6, count=130)
Case("chromium-pages.pdf", "130 numbers in a table over several pages", CHROME, "table over pages", v,
     through(chromium, table_form(v), style="dense"), sheet=v.numbers, never=[*CLEAN, "LOA-013", "LOA-014"],
     facts={"signature": {"kind": "picture", "page": 4}})
v = make_values(7, signed=day("2026-09-14"), date_style="long")
Case("chromium-hidden-date.pdf", "an old date, and a newer one in white", CHROME, "labels left", v,
     through(chromium, form(v) + [("hidden", "Date: November 20, 2026")]), rules=["LOA-005"], never=["LOA-006", "LOA-007", "LOA-008"])
v = make_values(8)
Case("chromium-landscape.pdf", "a landscape page", CHROME, "landscape", v, through(chromium, table_form(v), size="Letter landscape"), never=CLEAN)
v = make_values(9, count=5, toll_free=True)
Case("chromium-toll-free.pdf", "toll-free numbers with their RespOrg", CHROME, "labels left", v,
     through(chromium, form(v, words={**FORM, "numbers": "Toll-Free Numbers"})), sheet=v.numbers, never=[*CLEAN, "LOA-013", "LOA-014", "LOA-023"])
v = empty(make_values(10))
Case("chromium-blank.pdf", "a template with nothing filled in", CHROME, "blank form", v, through(chromium, blank(v, FORM)),
     rules=["LOA-007", "LOA-010", "LOA-012", "LOA-016", "LOA-017", "LOA-024"], may=["LOA-018", "LOA-020", "LOA-021"], never=["LOA-005", "LOA-006"],
     facts={"service_address": None})
v = make_values(11, carrier="Bell Canada", service=address("200 King Street West", "Suite 1800", "Toronto", "ON", "M5H 3T4"), date_style="iso")
v.numbers = ["4164825501", "4164825502", "6473640918"]
v.btn = v.numbers[0]
Case("chromium-canada.pdf", "an address in Canada", CHROME, "labels left", v, through(chromium, form(v)), never=CLEAN)
v = make_values(13, gaining="Twilio Inc.")
Case("chromium-other-carrier.pdf", "authorizes somebody else", CHROME, "labels left", v, through(chromium, form(v)), rules=["LOA-022"])
v = make_values(14, signed=day("2026-08-12"), date_style="us")
Case("chromium-ambiguous.pdf", "08/12/2026: long ago or still to come", CHROME, "labels left", v, through(chromium, form(v)), rules=["LOA-008"],
     never=["LOA-005", "LOA-006"])

v = make_values(12)
Case("writer-line.pdf", "labels and values on one line", WRITER, "form line", v, through(writer, form(v, "line", CARRIER)), never=CLEAN)
v = make_values(13, billing=address("PO Box 4410", "", "Chicago", "IL", "60680", po_box=True))
Case("writer-grid.pdf", "a table; the billing address is a post-office box, which is all right", WRITER, "table", v,
     through(writer, sections(v, "grid", CARRIER)), never=CLEAN)
v = make_values(14)
Case("writer-columns.pdf", "customer and carrier side by side", WRITER, "two columns", v, through(writer, two_columns(v, SHORT)), never=CLEAN)
v = make_values(15)
v.numbers = [f"4154822{number:03}" for number in range(100, 150)] + ["4153641771"]
v.btn = v.numbers[0]
range_blocks = form(v)
range_blocks[4] = ("p", "(415) 482-2100 through (415) 482-2149, and (415) 364-1771")
Case("writer-range.pdf", "a range of numbers and one more", WRITER, "ranges", v, through(writer, range_blocks), sheet=v.numbers,
     never=[*CLEAN, "LOA-013", "LOA-014"])
v = make_values(16)
Case("writer-prose.pdf", "a letter in sentences with a list of numbers", WRITER, "prose", v, through(writer, prose(v, False, "Respectfully yours,")), never=CLEAN)
v = make_values(17)
listed = list(v.numbers)
v.numbers, v.see_attached = [], True
attached_blocks = form(v)
attached_blocks[4] = ("p", "See attached list")
Case("writer-attached.pdf", "the numbers are on an attached list", WRITER, "see attached", v, through(writer, attached_blocks), sheet=listed,
     rules=["LOA-015"], never=["LOA-012", "LOA-013", "LOA-014"])
for name, date, rules, about in [("stale", "2026-10-26", ["LOA-005"], "31 days old"), ("last-day", "2026-10-27", ["LOA-009"], "30 days old: today is the last good one"),
                                 ("future", "2026-12-15", ["LOA-006"], "dated in the future")]:
    v = make_values(18 + len(name), signed=day(date), date_style="long")
    Case(f"writer-{name}.pdf", about, WRITER, "labels above", v, through(writer, form(v, "above", END_USER)), rules=rules, never=set(STALE) - set(rules))
v = make_values(19)
v.signed = None
no_date = form(v)
no_date[-1] = ("f", [row[:1] if row[0][0] == "Authorized Signature" else row for row in no_date[-1][1]], "left")
Case("writer-no-date.pdf", "no date anywhere", WRITER, "labels left", v, through(writer, no_date), rules=["LOA-007"])

v = make_values(20, signature="none")
v.signature = "ink"
Case("groff-ink.pdf", "a printed form, signed with a viewer's pen", GROFF, "labels left", v,
     steps(through(groff, form(v, "line")), lambda path, before: ink(path, before, *right_of(before, "Signature:"))),
     never=CLEAN)
v = make_values(21, count=150, signature="typed")
Case("groff-pages.pdf", "150 numbers over several pages, a typed signature", GROFF, "table over pages", v,
     through(groff, table_form(v, SHORT)), rules=["LOA-011"], sheet=v.numbers, never=["LOA-013", "LOA-014", "LOA-010"], facts={"signature": {"kind": "typed", "page": 4}})
v = make_values(22, signature="typed", date_style="dmy")
Case("ghostscript-prose.pdf", "a letter in sentences, a typed signature", GHOST, "prose", v, through(groff, prose(v), device="ps"), rules=["LOA-011"],
     never=["LOA-010", "LOA-020", "LOA-021"])
v = make_values(23, signature="none")
Case("groff-unsigned.pdf", "nobody signed", GROFF, "table", v, through(groff, sections(v, "grid", FORM)), rules=["LOA-010"], never=["LOA-011", "LOA-007"])

v = make_values(24)
Case("tex-form.pdf", "a form with its labels left", TEX, "labels left", v, through(latex, form(v)), never=CLEAN)
v = make_values(25, date_style="mon")
Case("tex-prose.pdf", "a letter in sentences", TEX, "prose", v, through(latex, prose(v)), never=CLEAN)
v = make_values(26, count=60)
Case("tex-pages.pdf", "60 numbers in a table over pages", TEX, "table over pages", v, through(latex, table_form(v, CARRIER)), sheet=v.numbers,
     never=[*CLEAN, "LOA-013", "LOA-014"], facts={"signature": {"kind": "picture", "page": 2}})
v = make_values(27, signed=day("2026-11-12"), date_style="us")
Case("tex-two-readings.pdf", "11/12/2026 is good or still to come: no complaint", TEX, "labels below", v, through(latex, form(v, "below", END_USER)), never=CLEAN)

v = make_values(28, signature="drawing")
Case("reportlab-line.pdf", "labels and values on lines, a drawn signature", RL, "form line", v, through(reportlab, form(v, "line")), never=CLEAN)
v = make_values(29)
v.service = {**v.service, "zip": ""}
Case("reportlab-no-zip.pdf", "no ZIP code", RL, "labels above", v, through(reportlab, form(v, "above", CARRIER), font="Times"), rules=["LOA-018"],
     never=["LOA-019", "LOA-012"])
v = make_values(30)
v.service = address("P.O. Box 1187", "", v.service["city"], v.service["state"], v.service["zip"], po_box=True)
Case("reportlab-po-box.pdf", "the service address is a post-office box", RL, "labels left", v, through(reportlab, form(v, "left")), rules=["LOA-019"],
     never=["LOA-018"])
v = make_values(31, btn=None)
Case("reportlab-no-btn.pdf", "no billing telephone number", RL, "table", v, through(reportlab, sections(v, "grid", SHORT)), rules=["LOA-016"],
     never=["LOA-017"])
v = make_values(32, signature="drawing")
Case("cairo-below.pdf", "labels under the lines, a drawn signature", CAIRO, "labels below", v, through(cairo_pango, form(v, "below", CARRIER)), never=CLEAN)
v = make_values(33, count=12, toll_free=True, phone_style="one")
Case("cairo-toll-free.pdf", "toll-free numbers in a table", CAIRO, "table", v,
     through(cairo_pango, table_form(v, {**FORM, "numbers": "Toll Free Numbers"}, header=("Toll-Free Number", "Use", "City"))), sheet=v.numbers,
     never=[*CLEAN, "LOA-013", "LOA-014", "LOA-023"])
v = make_values(34, toll_free=True)
area = make_values(34)
v.numbers = area.numbers
Case("cairo-wrong-kind.pdf", "words for toll-free numbers, but the numbers are local", CAIRO, "labels left", v,
     through(cairo_pango, form(v, words={**SHORT, "numbers": "Numbers"}, text=1), font="Liberation Sans"), sheet=v.numbers, rules=["LOA-023"],
     may=["LOA-016"], never=["LOA-013", "LOA-014"])
v = make_values(35, signature="typed")
Case("writer-text.pdf", "plain text, printed", WRITER, "plain text", v, lambda path, v=v: printed_text(path, plain_text(form(v, "line", SHORT))), rules=["LOA-011"], never=["LOA-007", "LOA-010"])
v = make_values(36)
Case("rotated.pdf", "the page is turned by 90 degrees", "Writer, then qpdf", "rotated page", v,
     steps(through(writer, form(v)), lambda path, before: rotate(path, before, 90)),
     never=CLEAN)
v = make_values(37, count=4, date_style="us_short", contact="8004829917")
Case("chromium-contacts.pdf", "phone and fax numbers that are not to be moved", CHROME, "labels left", v,
     through(chromium, [("small", "Northbridge Telecom Services | Tel. (303) 867-4400 | Fax (303) 867-4499"), *form(v, words=END_USER),
                        ("f", [[("Contact Phone", phone(v.contact)), ("E-mail", "office@example.com")]], "left")]), sheet=v.numbers,
     never=[*CLEAN, "LOA-013", "LOA-014"], facts={"not_to_port": ["3038674400", "3038674499", v.contact]})
v = make_values(38)
v.other_dates = [{"role": "bill", "value": "2026-10-30", "readings": ["2026-10-30"]}, {"role": "other", "value": "2026-12-18", "readings": ["2026-12-18"]},
                 {"role": "other", "value": "2024-03-31", "readings": ["2024-03-31"]}]
Case("reportlab-dates.pdf", "a bill's date, a wished date and a form's date beside that of the signature", RL, "labels left", v,
     through(reportlab, [*form(v)[:-1], ("f", [[("Last Bill Date", "October 30, 2026")], [("Requested Port Date", "December 18, 2026")]], "left"), form(v)[-1],
                         ("small", "Form rev. March 31, 2024")]), never=CLEAN)
v = make_values(39)
letterhead = [("p", one) for one in (v.company, street_line(v.service), city_line(v.service))]
Case("writer-numbered.pdf", "a letterhead and numbered lines", WRITER, "numbered lines", v,
     through(writer, [*letterhead, ("h2", "Letter of Authorization"), ("p", f"1. Current carrier: {v.carrier}"), ("p", f"2. Account number: {v.account}"),
                      ("p", f"3. Billing telephone number: {v.phone(v.btn)}"), ("p", "4. Numbers to be ported: " + "; ".join(v.listed())),
                      ("p", f"5. Customer name: {v.company}"), ("p", f"6. Service address: {street_line(v.service)}, {city_line(v.service)}"),
                      *[("p", one) for one in wording(v, 2)], form(v, "line", FORM, 1)[-1]]), never=CLEAN)
