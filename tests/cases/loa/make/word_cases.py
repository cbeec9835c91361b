"""Letters in Word's format, by python-docx and by Writer."""
from case_list import UNJUDGED, Case, day
from layouts import CARRIER, END_USER, FORM, SHORT, Picture, form, prose, sections, table_form
from office import writer
from page_cases import CLEAN, empty
from values import city_line, make_values, phone, street_line
from word import changed, control, python_docx
from wording import wording

WORD, SAVED, PRINTED = "python-docx", "LibreOffice Writer, saved as DOCX", "python-docx, printed by LibreOffice"


def word(blocks, **how):
    return lambda path: python_docx(path, blocks, **how)


v = make_values(40, signature="typed")
Case("word-form.docx", "a form with its labels left, a typed signature", WORD, "labels left", v, word(form(v)), "docx", rules=["LOA-011"])
v = make_values(41)
Case("word-grid.docx", "a table of labels and values, a picture of the signature", WORD, "table", v, word(sections(v, "grid", CARRIER)), "docx", never=CLEAN)
v = make_values(42, date_style="long", billing=None)
controls = [("h", "Letter of Authorization"), control("Company Name", v.company, "Company"), control("Service Address", street_line(v.service), "Street"),
            control("City, State, ZIP", city_line(v.service), "City"), control("Current Carrier", v.carrier, "Carrier"),
            control("Account Number", v.account, "Account"), control("BTN", v.phone(v.btn), "BTN"),
            control("Numbers to be ported", ", ".join(v.listed()), "Numbers"), *[("p", one) for one in wording(v, 1)],
            ("f", [[("Authorized Signature", Picture("picture"))]], "line"), control("Printed Name", v.name, "Name"),
            control("Title", "Click or tap here to enter text.", "Title", placeholder=True), control("Date", v.date_text, "Date")]
v.title = None
Case("word-controls.docx", "content controls, one of them still with its placeholder", WORD, "content controls", v, word(controls), "docx",
     may=["LOA-012"], never=["LOA-005", "LOA-007", "LOA-020", "LOA-021"])
v = make_values(43, signed=day("2026-11-18"), date_style="long")
tracked = form(v, "line", FORM)
tracked[2] = ("f", tracked[2][1][1:], "line")
tracked.insert(2, changed("Company Name", "Prairie Roofing Partners", v.company))
last = tracked.pop()
tracked += [("f", [last[1][0][:1], last[1][1]], "line"), changed("Date", "August 3, 2026", v.date_text)]
Case("word-changes.docx", "tracked changes: an old date struck out, a new one put in", WORD, "tracked changes", v, word(tracked), "docx",
     never=["LOA-005", "LOA-007", "LOA-008"])
v = make_values(44, count=24)
Case("word-numbers.docx", "24 numbers, of which the sheet lacks one and has another", WORD, "table", v, word(table_form(v, END_USER)), "docx",
     sheet=[*v.numbers[:-1], "7208672210"], rules=["LOA-013", "LOA-014"])
v = make_values(45)
Case("word-prose.docx", "a letter in sentences", WORD, "prose", v, word(prose(v)), "docx", never=CLEAN)
v = make_values(46)
second = ("f", [[("Account Number", "5561200733")], [("BTN", "(614) 923-7700")]], "line")
accounts = form(v, "line", SHORT)
Case("word-two-accounts.docx", "two accounts on one letter", WORD, "form line", v, word([*accounts[:3], second, *accounts[3:]]), "docx", rules=["LOA-031"])
v = make_values(47)
Case("writer-above.docx", "small labels above the values", SAVED, "labels above", v, lambda path, v=v: writer(path, form(v, "above", CARRIER)), "docx", never=CLEAN)
v = make_values(48, count=6)
Case("writer-sections.docx", "sections with a table", SAVED, "table", v, lambda path, v=v: writer(path, sections(v, "grid", END_USER, 1, 2)), "docx", never=CLEAN)
v = make_values(49, count=7)
Case("writer-left.docx", "a form with its labels left", SAVED, "labels left", v,
     lambda path, v=v: writer(path, form(v, "left", CARRIER, 2)), "docx", never=CLEAN)

v = make_values(50)
Case("word-print.pdf", "a table of labels and values", PRINTED, "table", v, word(sections(v, "grid", FORM), through_writer=True), never=CLEAN)
v = make_values(51, signature="none")
template = form(v, "line", FORM)
template[2] = ("f", [[("Company Name", "[Company Name]")], *template[2][1][1:]], "line")
Case("word-placeholder.pdf", "a placeholder was left in, and nobody signed", PRINTED, "form line", v, word(template, through_writer=True),
     rules=["LOA-010", "LOA-012"], may=["LOA-020"], facts={"company": UNJUDGED})
v = make_values(52, count=3, toll_free=True)
Case("word-toll-free.docx", "toll-free numbers with their RespOrg", WORD, "labels left", v, word(form(v, "left", {**FORM, "numbers": "Toll-Free Numbers"})),
     "docx", sheet=v.numbers, never=["LOA-013", "LOA-014", "LOA-023", "LOA-024"])
v = empty(make_values(53))
Case("word-blank.docx", "a template with nothing filled in", WORD, "blank form", v, word(form(v, "line", CARRIER)), "docx",
     rules=["LOA-007", "LOA-010", "LOA-012", "LOA-016", "LOA-017", "LOA-024"], may=["LOA-018", "LOA-020", "LOA-021"],
     facts={"service_address": None})
