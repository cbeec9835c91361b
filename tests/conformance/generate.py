#!/usr/bin/env python3
"""Writes porting sheets with known mistakes.

    generate.py [--seed N] [--columns fixed] FOLDER ROWS...

For each number of rows: port-N.csv, port-N.shared.xlsx (shared strings, as Excel saves), port-N.inline.xlsx (inline strings, as
many libraries save) and port-N.truth.json (what truth.mjs judges by). The seed also chooses the order of the columns, the kind
of the numbers, the delimiter and the line ends; `--columns fixed` keeps the template's, for measurements.
"""
import argparse
import csv
import io
import json
import pathlib
import re
import zipfile
from xml.sax.saxutils import escape

from sheets import HEADERS, Scientific, csv_text, make_sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
KEEPS_SPACE = re.compile(r"^\s|\s$")


def as_csv(path, sheet, seed):
    with open(path, "w", newline="", encoding="utf-8-sig" if seed % 2 else "utf-8") as file:
        writer = csv.writer(file, delimiter=",;\t"[seed % 3], lineterminator="\n" if seed % 5 == 0 else "\r\n")
        width = len(HEADERS)
        for row in sheet.rows:
            writer.writerow([csv_text(cell) for cell in row] + [""] * (width - len(row)))


class Strings:
    """The table of shared strings."""

    def __init__(self):
        self.index = {}
        self.uses = 0

    def cell(self, place, text):
        self.uses += 1
        return f'<c r="{place}" t="s"><v>{self.index.setdefault(text, len(self.index))}</v></c>'

    def part(self):
        items = "".join(f"<si>{text_element(text)}</si>" for text in self.index)
        return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="{MAIN}" count="{self.uses}" '
                f'uniqueCount="{len(self.index)}">{items}</sst>')


def text_element(text):
    return f'<t{chr(32) + "xml:space=" + chr(34) + "preserve" + chr(34) if KEEPS_SPACE.search(text) else ""}>{escape(text)}</t>'


def inline_cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is>{text_element(text)}</is></c>'


def worksheet(sheet, text_cell):
    out = io.StringIO()
    out.write(f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}"><sheetData>')
    for row, cells in enumerate(sheet.rows, 1):
        if not cells:
            continue
        out.write(f'<row r="{row}">')
        for column, cell in enumerate(cells):
            place = f"{chr(65 + column)}{row}"
            if isinstance(cell, str):
                out.write(text_cell(place, cell))
            elif cell is not None:
                out.write(f'<c r="{place}"><v>{csv_text(cell)}</v></c>')
        out.write("</row>")
    out.write("</sheetData></worksheet>")
    return out.getvalue()


def as_workbook(path, sheet, shared):
    strings = Strings()
    parts = {"xl/worksheets/sheet1.xml": worksheet(sheet, strings.cell if shared else inline_cell)}
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
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + "".join(
            f'<Override PartName="/{name}" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in overrides) + "</Types>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda one: one != "[Content_Types].xml"):
            entry = zipfile.ZipInfo(name, (2026, 11, 23, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, parts[name])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=42)
    arguments.add_argument("--columns", choices=["fixed", "any"], default="any")
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("rows", type=int, nargs="+")
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    fixed = options.columns == "fixed"
    for count in options.rows:
        sheet = make_sheet(count, options.seed, list(HEADERS) if fixed else None)
        as_csv(options.folder / f"port-{count}.csv", sheet, 0 if fixed else options.seed)
        as_workbook(options.folder / f"port-{count}.shared.xlsx", sheet, shared=True)
        as_workbook(options.folder / f"port-{count}.inline.xlsx", sheet, shared=False)
        (options.folder / f"port-{count}.truth.json").write_text(json.dumps(sheet.truth), encoding="utf-8")


if __name__ == "__main__":
    main()
