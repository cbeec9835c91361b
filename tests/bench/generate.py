#!/usr/bin/env python3
"""Writes porting sheets as customers send them; the same arguments always give the same sheets.

    generate.py FOLDER ROWS...

For each number of rows: port-N.csv, port-N.shared.xlsx (shared strings, as Excel saves) and port-N.inline.xlsx (inline strings,
as many libraries save). About one row in forty has a mistake. Beside each workbook, port-N.*.parts lists where its compressed
parts lie (offset, compressed and inflated size), so that inflating can be measured without reading ZIP again.
"""
import csv
import io
import pathlib
import random
import re
import sys
import zipfile
from xml.sax.saxutils import escape

COLUMNS = ["Number to Port", "Campaign_url", "Description", "Media Type", "Detected Destination", "Market", "Notes"]
TITLES = [["Porting request"], ["Prepared by", "Marketing Operations"], []]
AREA_CODES = [202, 206, 212, 213, 214, 215, 305, 312, 313, 314, 402, 404, 412, 415, 502, 503, 512, 602, 612, 614, 615, 702, 703,
              713, 716, 801, 804, 816, 904, 913, 916, 919]
MEDIA = ["Online: Display", "Online: Search", "Online: Social Media", "Offline: TV", "Offline: Radio", "Offline: Direct Mail",
         "Mobile: Search", "Offline: Outdoor"]
TRADES = ["Plumbing", "Roofing", "Dental", "Auto Glass", "Home Care", "Legal, Injury", "Solar", "Storage"]
CITIES = ["Austin", "Omaha", "Tampa", "Saint Paul", "Boise", "Reno", "Fort Wayne", "El Paso", "Montréal", "Albany"]
MISTAKES = ["short", "letters", "area", "repeat", "no number", "no url", "bad url", "toll-free"]
NUMERIC = re.compile(r"[1-9]\d{9}")
EXCHANGES = [exchange for exchange in range(220, 990) if exchange % 100 != 11 and exchange not in (555, 950, 958, 959, 976)]


def number(index):
    """The index-th of a long row of different, valid numbers: neighbours look unrelated."""
    space = len(AREA_CODES) * len(EXCHANGES) * 10_000
    place = (index * 7_368_787) % space  # a prime that divides no factor of the space
    block, line = divmod(place, 10_000)
    area, exchange = divmod(block, len(EXCHANGES))
    return f"{AREA_CODES[area]}{EXCHANGES[exchange]}{line:04}"


def written(digits, chance):
    """As different people type it; plain digits are what a spreadsheet keeps as a number."""
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    forms = [digits, digits, digits, f"({area}) {exchange}-{line}", f"({area}) {exchange}-{line}", f"{area}-{exchange}-{line}",
             f"+1{digits}", f"1-{area}-{exchange}-{line}", f"{area}.{exchange}.{line}"]
    return chance.choice(forms)


def rows(count):
    chance = random.Random(f"portcheck {count}")
    yield from TITLES
    yield COLUMNS
    for index in range(count):
        digits = number(index)
        phone = written(digits, chance)
        url = f"https://acme{index % 40}.invoca.net/a_campaigns/promo_numbers/{1000 + index // 8}"
        trade, city = chance.choice(TRADES), chance.choice(CITIES)
        if index % 40 == 39:
            mistake = MISTAKES[index // 40 % len(MISTAKES)]
            if mistake == "short":
                phone = digits[:9]
            elif mistake == "letters":
                phone = digits[:6] + "CALL"
            elif mistake == "area":
                phone = "999" + digits[3:]
            elif mistake == "repeat":
                phone = number(index - 17)
            elif mistake == "no number":
                phone = ""
            elif mistake == "no url":
                url = ""
            elif mistake == "bad url":
                url = "acme campaign " + str(index)
            else:
                phone = "833" + digits[3:]
        yield [phone, url, f"{trade} in {city}", chance.choice(MEDIA), number(index % 500 + 9_000_000), city,
               "" if index % 5 else f'keep "{trade}" line {index}']


def as_csv(path, count):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows(count))


class Strings:
    """The table of shared strings."""

    def __init__(self):
        self.index = {}
        self.uses = 0

    def cell(self, place, text):
        self.uses += 1
        return f'<c r="{place}" t="s"><v>{self.index.setdefault(text, len(self.index))}</v></c>'

    def part(self):
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in self.index)
        return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}" count="{self.uses}" '
                f'uniqueCount="{len(self.index)}">{items}</sst>')


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def inline_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def sheet(count, text_cell):
    out = io.StringIO()
    out.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetData>')
    for row, cells in enumerate(rows(count), 1):
        out.write(f'<row r="{row}">')
        for column, text in enumerate(cells):
            place = f"{chr(65 + column)}{row}"
            if NUMERIC.fullmatch(text):
                out.write(f'<c r="{place}"><v>{text}</v></c>')
            elif text:
                out.write(text_cell(place, text))
        out.write("</row>")
    out.write("</sheetData></worksheet>")
    return out.getvalue()


def as_workbook(path, count, shared):
    strings = Strings()
    parts = {"xl/worksheets/sheet1.xml": sheet(count, strings.cell if shared else inline_cell)}
    overrides = [("xl/workbook.xml", "sheet.main"), ("xl/worksheets/sheet1.xml", "worksheet")]
    related = [("rId1", "worksheet", "worksheets/sheet1.xml")]
    if shared:
        parts["xl/sharedStrings.xml"] = strings.part()
        overrides.append(("xl/sharedStrings.xml", "sharedStrings"))
        related.append(("rId2", "sharedStrings", "sharedStrings.xml"))
    parts["xl/workbook.xml"] = (f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                                '<sheet name="Numbers" sheetId="1" r:id="rId1"/></sheets></workbook>')
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{RELATIONS}">' + "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in related
    ) + "</Relationships>"
    parts["_rels/.rels"] = (f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
                            'Target="xl/workbook.xml"/></Relationships>')
    parts["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' + "".join(
            f'<Override PartName="/{name}" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in overrides) + "</Types>")

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in reversed(parts):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)
        entries = archive.infolist()
    with open(path, "rb") as file, open(f"{path}.parts", "w", encoding="ascii") as out:
        for entry in entries:
            file.seek(entry.header_offset + 26)
            lengths = file.read(4)
            extra = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            out.write(f"{entry.header_offset + 30 + extra} {entry.compress_size} {entry.file_size}\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for count in map(int, sys.argv[2:]):
        as_csv(folder / f"port-{count}.csv", count)
        as_workbook(folder / f"port-{count}.shared.xlsx", count, shared=True)
        as_workbook(folder / f"port-{count}.inline.xlsx", count, shared=False)


if __name__ == "__main__":
    main()
