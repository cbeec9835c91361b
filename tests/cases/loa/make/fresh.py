#!/usr/bin/python3
"""Other letters than the committed ones, to see how far what is read depends on them: fresh.py FOLDER [COUNT [SEED]].

    LETTERS=FOLDER node --test tests/conformance/letters.test.mjs

Names, labels, sentences, layouts and programs are drawn at random; the labels are those of other forms than in layouts.py."""
import datetime
import pathlib
import random
import sys

from case_list import CASES, Case
from drawn import cairo_pango, reportlab
from html_pages import chromium
from layouts import form, sections, table_form, two_columns
from office import writer
from typeset import groff, latex
from values import TODAY, address, make_values
from word import python_docx

LABELS = {
    "company": ["Customer/Business Name", "Company Name on Account", "Subscriber Name", "Account Name", "Legal Business Name", "Name on Bill",
                "Business Name (exactly as on your bill)", "Customer"],
    "service": ["Service Address (no P.O. Box)", "Address", "Physical Service Address", "Street Address", "Service Location Address", "Service Street"],
    "carrier": ["Current Provider", "Current Telephone Company", "Current Carrier Name", "Existing Carrier", "Losing Service Provider", "Carrier",
                "Current Phone Company"],
    "account": ["Account Number", "Account No.", "Customer Account Number", "Acct #", "Account Number with Current Carrier", "Carrier Account #"],
    "btn": ["BTN", "Billing Telephone Number", "Main Billing Number", "Billing Phone Number", "BTN (Billing Telephone Number)", "Account Telephone Number"],
    "signature": ["Signature", "Customer Signature", "Authorized Signature", "Signature of Authorized Person", "Sign Here", "Authorized Customer Signature"],
    "name": ["Printed Name", "Print Name", "Name (please print)", "Authorized Signer", "Name of Authorized Person", "Authorized Contact Name"],
    "date": ["Date", "Date Signed", "Today's Date", "Date (MM/DD/YYYY)", "Signature Date"],
    "numbers": ["Phone Numbers to be Transferred", "Telephone Numbers to Port", "Number(s) to be ported", "Working Telephone Numbers (WTNs)",
                "List all telephone numbers to be ported", "Ported Telephone Number(s)"],
}
NAMES = ["Silver Creek Veterinary Clinic", "Old Mill Brewing Company", "Northgate Title & Escrow, LLC", "Tri-County Septic Service", "Oak & Ivy Interiors",
         "Redwood Credit Repair Inc", "J. Alvarez Landscaping", "Summit Peak Orthodontics PLLC", "The Corner Bakery Supply Co.", "A1 Towing and Recovery"]
PLACES = [("640 Mulberry Street", "", "Macon", "GA", "31201"), ("12 E Main St", "Unit 4", "Mesa", "AZ", "85201"), ("4500 County Road 12", "", "Bozeman", "MT", "59715"),
          ("99 Park Ave South", "Fl 9", "New York", "NY", "10016"), ("8021 Highway 6 N", "Suite 110-B", "Houston", "TX", "77095"), ("301 Rue Royale", "", "New Orleans", "LA", "70130"),
          ("1 Microwave Way", "Bldg C", "Santa Clara", "CA", "95054"), ("2750 W 5th St", "", "North Platte", "NE", "69101-1204"), ("17 St. James Place", "Apt 2", "Boston", "MA", "02116")]
SIGNERS = [("Dana K. Morrison", "Controller"), ("Luis Ortega Jr.", "Managing Partner"), ("Wei Zhang", "Telecom Administrator"), ("Mary-Beth O'Neill", "Owner/Operator"),
           ("Abdul Rahman", "CEO"), ("Sarah von Trapp", "Vice President of IT")]
PROVIDERS = ["Charter Communications", "T-Mobile USA", "CenturyLink", "Bandwidth.com", "Vonage Business", "8x8, Inc.", "Consolidated Communications", "Ooma", "Level 3"]


def draw(dice, index):
    seed = 1000 + index
    toll_free = dice.random() < 0.15
    v = make_values(seed, count=dice.choice([1, 2, 3, 5, 9, 14]), toll_free=toll_free)
    v.company, v.service = dice.choice(NAMES), address(*dice.choice(PLACES))
    v.name, v.title = dice.choice(SIGNERS)
    v.carrier = dice.choice(PROVIDERS)
    v.account = dice.choice(["{0}", "{0}-1", "A{0}", "{0}"]).format(dice.randrange(10**7, 10**11))
    v.signed = TODAY - datetime.timedelta(days=dice.randrange(0, 27))
    v.date_style = dice.choice(["us", "us_short", "us_dash", "iso", "long", "abbr", "dmy", "dots", "mon"])
    v.phone_style = dice.choice(["paren", "dash", "dot", "bare", "plus", "one", "e164", "paren_tight", "space"])
    v.pin = dice.choice([None, None, "", "4417"]) if not toll_free else None
    v.billing = None if dice.random() < 0.7 else address(*dice.choice(PLACES))
    words = {key: dice.choice(labels) for key, labels in LABELS.items()}
    program = dice.choice(["chromium", "chromium", "writer", "docx", "docx", "groff", "latex", "reportlab", "cairo", "print"])
    style = dice.choice(["left", "line", "above", "below", "grid"])
    layout = dice.choice([form, form, form, sections, table_form] + ([two_columns] if program in ("chromium", "writer") else []))
    v.signature = {"docx": "picture", "groff": "typed", "cairo": dice.choice(["drawing", "picture"]), "reportlab": "drawing"}.get(program, "picture")
    text = dice.randrange(3)
    if layout is form:
        blocks = form(v, style, words, dice.randrange(3), text, dice.choice([1, 2, 3]))
    elif layout is sections:
        blocks = sections(v, style, words, 1, text)
    elif layout is table_form:
        blocks = table_form(v, words, text, sign_style=style)
    else:
        blocks = two_columns(v, words, text)
    extension = "docx" if program == "docx" else "pdf"
    make = {"chromium": chromium, "writer": writer, "docx": python_docx, "groff": groff, "latex": latex, "reportlab": reportlab, "cairo": cairo_pango,
            "print": lambda path, blocks: python_docx(path, blocks, through_writer=True)}[program]
    rules = (["LOA-011"] if v.signature == "typed" else []) + (["LOA-029"] if v.pin == "" else [])
    facts = {"signature": {"kind": v.signature, "page": None}}
    Case(f"fresh-{index:03}-{program}-{layout.__name__}-{style}.{extension}", f"labels: {', '.join(words.values())}", program, f"{layout.__name__}, {style}", v,
         lambda path: make(path, blocks), extension, rules=rules, may=["LOA-009", "LOA-030"], facts=facts)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    for index in range(int(sys.argv[2]) if len(sys.argv) > 2 else 60):
        draw(dice, index)
    for case in list(CASES.values()):
        case.write(folder)


if __name__ == "__main__":
    main()
