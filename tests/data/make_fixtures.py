#!/usr/bin/python3
"""Makes the workbooks of this folder with the programs that customers use, each beside a CSV file with the same cells.

    tests/data/make_fixtures.py          # needs python3-openpyxl, python3-xlsxwriter and libreoffice-calc

The files are committed, so that tests need none of these. Made again they differ in time stamps only.
"""
import csv
import datetime
import pathlib
import subprocess
import tempfile

import openpyxl
import xlsxwriter

HERE = pathlib.Path(__file__).resolve().parent
STAMP = datetime.datetime(2026, 11, 2, 9, 0, 0)
HEADER = ["Number to Port", "Campaign_url", "description", "media_type", "detected destination"]

CLEAN = [HEADER] + [
    [f"{area}-736-{5000 + i * 7:04d}", f"https://www1.ringrevenue.com/c/{4200 + i}", f"Brand search {i + 1}",
     media, f"{area}-867-{2000 + i:04d}"]
    for i, (area, media) in enumerate(
        (area, media) for area in (212, 312, 415, 617, 206) for media in ("Online: Display", "Radio", "Print", "Direct Mail"))
]


class Rich(str):
    """Text whose second half is bold; openpyxl 3.0 cannot say so and writes it plain."""


class Formula(str):
    """The value of a formula; `formula` computes it."""

    def __new__(cls, value, formula):
        self = super().__new__(cls, value)
        self.formula = formula
        return self


class Error(str):
    """An error value such as #N/A."""


# What arrives in reality: titles above the header, numbers in every spelling, blank rows, things that are no text.
DIRTY = [
    ["Numbers to port, Acme Roofing"],
    ["Prepared", datetime.date(2026, 11, 2), None, "valid until", datetime.datetime(2026, 12, 2, 17, 30, 0)],
    [],
    HEADER + ["Active", "Since"],
    ["2127365014", "https://www1.ringrevenue.com/c/4301", "numbers as text", "Radio", "2128672014", True],
    [2127365021, "https://www1.ringrevenue.com/c/4302", "number as a number", "Radio", 2128672021, False],
    [8005550000000.0, "https://www1.ringrevenue.com/c/4303", "too long", "Radio", 1e-05, True],
    ["8.00736E+09", "https://www1.ringrevenue.com/c/4304", "scientific, as text", "Radio", "", True],
    ["212\u00a0736\u00a05028", "https://www1.ringrevenue.com/c/4305", "no-break spaces", "Radio", "", True],
    ["\uff12\uff11\uff12\uff0d\uff17\uff13\uff16\uff0d\uff15\uff10\uff13\uff15", "https://www1.ringrevenue.com/c/4306",
     "full-width digits", "Radio", "", True],
    ["  212-736-5042 ", "https://www1.ringrevenue.com/c/4307", "blanks around, and a\nsecond line", "Radio", "", True],
    ["\u202a(212) 736-5049\u202c", "https://www1.ringrevenue.com/c/4308", "direction marks", "Radio", "", True],
    [],
    ["212.736.5056", "https://www1.ringrevenue.com/c/4309?a=1&b=<2>", 'quotes " and \' and <tags> & more', "TV", "", True],
    ["+1 212 736 5063", Formula("https://www1.ringrevenue.com/c/4310", '=CONCATENATE("https://www1.ringrevenue.com/c/",4310)'),
     Rich("half bold text"), "TV", "", True, datetime.date(2019, 2, 28)],
    [Error("#N/A"), "https://www1.ringrevenue.com/c/4311", Error("#DIV/0!"), "TV", "", True],
    ["212-736-5070", "https://www1.ringrevenue.com/c/4312", "Oficina de Espa\u00f1ol \u2013 \u96fb\u8a71 \U0001f4de", "TV", "", True],
    ["212-736-5077", "https://www1.ringrevenue.com/c/4313", "this row is hidden", "TV", "", True],
    ["212-736-5084", "https://www1.ringrevenue.com/c/4314", "_x0041_ is no escape here", "TV", "", True],
]
HIDDEN_ROW = 18
HIDDEN_COLUMN = 6  # "Active"
NOTES = [["Ask for Ms. Chen"], [], ["Account", 40012345]]
ARCHIVE = [["Number to Port"], ["646-736-5001"]]
FORMULAS_OF_ERRORS = {"#N/A": "=NA()", "#DIV/0!": "=1/0"}


def as_csv(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def write_csv(name, rows, **dialect):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\r\n", **dialect)
        for row in rows:
            writer.writerow([as_csv(value) for value in row])


def with_openpyxl(name, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.creator = "PortCheck"
    book.properties.created = STAMP
    for title, rows, state in sheets:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for r, row in enumerate(rows, 1):
            for c, value in enumerate(row, 1):
                if value is None or value == "":
                    continue
                # As Excel saves it; openpyxl leaves the escape to its caller.
                cell = sheet.cell(r, c, value.replace("_x", "_x005F_x") if isinstance(value, str) else value)
                if isinstance(value, str):
                    cell.data_type = "e" if isinstance(value, Error) else "s"
                if isinstance(value, datetime.date):
                    cell.number_format = "yyyy-mm-dd hh:mm" if isinstance(value, datetime.datetime) else "m/d/yyyy"
        if rows is DIRTY:
            sheet.row_dimensions[HIDDEN_ROW].hidden = True
            sheet.column_dimensions["F"].hidden = True
    book.save(HERE / name)


def with_xlsxwriter(path, sheets, **options):
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False,
                                           "strings_to_urls": False, **options})
    book.set_properties({"author": "PortCheck", "created": STAMP})
    day = book.add_format({"num_format": "mmm d, yyyy"})
    moment = book.add_format({"num_format": "m/d/yy h:mm AM/PM"})
    bold = book.add_format({"bold": True})
    for title, rows, state in sheets:
        sheet = book.add_worksheet(title)
        if state == "hidden":
            sheet.hide()
        if rows is DIRTY:
            sheet.set_column(HIDDEN_COLUMN - 1, HIDDEN_COLUMN - 1, None, None, {"hidden": True})
        for r, row in enumerate(rows):
            if rows is DIRTY and r == HIDDEN_ROW - 1:
                sheet.set_row(r, None, None, {"hidden": True})
            for c, value in enumerate(row):
                if value is None or value == "":
                    continue
                if isinstance(value, Formula):
                    sheet.write_formula(r, c, value.formula, None, str(value))
                elif isinstance(value, Error):
                    sheet.write_formula(r, c, FORMULAS_OF_ERRORS[value], None, str(value))
                elif isinstance(value, Rich):
                    half = len(value) // 2
                    sheet.write_rich_string(r, c, str(value[:half]), bold, str(value[half:]))
                elif isinstance(value, bool):
                    sheet.write_boolean(r, c, value)
                elif isinstance(value, datetime.datetime):
                    sheet.write_datetime(r, c, value, moment)
                elif isinstance(value, datetime.date):
                    sheet.write_datetime(r, c, value, day)
                else:
                    sheet.write(r, c, value)
    book.close()


# Without it LibreOffice 7.4 saves 0 as the result of a formula whose text it did not compute itself.
RECALCULATE_ON_LOADING = """<?xml version="1.0"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


def with_libreoffice(source, target):
    """Opens `source` and saves it again: what a customer's LibreOffice writes."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder, "out")
        settings = pathlib.Path(folder, "profile", "user", "registrymodifications.xcu")
        settings.parent.mkdir(parents=True)
        settings.write_text(RECALCULATE_ON_LOADING)
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                        "--convert-to", target.suffix[1:], "--outdir", str(out), str(source)],
                       check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (out / (source.stem + target.suffix)).replace(target)


def main():
    clean = [("Numbers", CLEAN, "visible")]
    dirty = [("Port request", DIRTY, "visible"), ("Notes", NOTES, "visible"), ("Archive", ARCHIVE, "hidden")]
    write_csv("clean.csv", CLEAN)
    write_csv("dirty.csv", DIRTY)
    write_csv("dirty.notes.csv", NOTES)
    write_csv("dirty.archive.csv", ARCHIVE)
    with_openpyxl("clean.openpyxl.xlsx", clean)
    with_openpyxl("dirty.openpyxl.xlsx", dirty)
    with_xlsxwriter(HERE / "clean.xlsxwriter.xlsx", clean)
    with_xlsxwriter(HERE / "dirty.xlsxwriter.xlsx", dirty)
    with_xlsxwriter(HERE / "dirty.xlsxwriter-inline.xlsx", dirty, constant_memory=True)
    with_xlsxwriter(HERE / "dirty.xlsxwriter-1904.xlsx", dirty, date_1904=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, source in (("clean", HERE / "clean.csv"), ("dirty", HERE / "dirty.xlsxwriter.xlsx")):
            with_libreoffice(source, HERE / f"{name}.libreoffice.xlsx")
    with_libreoffice(HERE / "dirty.xlsxwriter.xlsx", HERE / "dirty.libreoffice.ods")
    with_libreoffice(HERE / "dirty.xlsxwriter.xlsx", HERE / "dirty.libreoffice.xls")
    with_libreoffice(HERE / "dirty.xlsxwriter-1904.xlsx", HERE / "dirty.libreoffice-1904.xls")
    for suffix in (".ods", ".xls", ".html", ".pdf"):
        with_libreoffice(HERE / "clean.csv", HERE / f"clean.libreoffice{suffix}")


if __name__ == "__main__":
    main()
