#!/usr/bin/python3
"""Writes one sheet with the programs that customers use: openpyxl, XlsxWriter, and LibreOffice in four formats.

    programs.py [--seed N] FOLDER ROWS       # needs python3-openpyxl, python3-xlsxwriter and libreoffice-calc
"""
import argparse
import json
import pathlib
import shutil
import subprocess
import tempfile

import openpyxl
import xlsxwriter

from sheets import make_sheet

FORMATS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods:calc8",
           "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1"}  # comma, quote, UTF-8, from row 1


def with_openpyxl(path, rows):
    book = openpyxl.Workbook()
    for row, cells in enumerate(rows, 1):
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                place = book.active.cell(row, column, int(cell) if isinstance(cell, int) else cell)
                place.data_type = "n" if isinstance(cell, int) else "s"  # "=…" and "#N/A" are texts here
    book.save(path)


def with_xlsxwriter(path, rows):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Numbers")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, int):
                    sheet.write_number(row, column, int(cell))
                elif cell is not None:
                    sheet.write_string(row, column, cell)


def with_libreoffice(source, folder):
    with tempfile.TemporaryDirectory() as scratch:
        for extension, output in FORMATS.items():
            subprocess.run(["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", output,
                            "--outdir", scratch, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           timeout=120)
            shutil.move(f"{scratch}/{source.stem}.{extension}", folder / f"libreoffice.{extension}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("rows", type=int)
    options = arguments.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    sheet = make_sheet(options.rows, options.seed)
    with_openpyxl(options.folder / "openpyxl.xlsx", sheet.rows)
    with_xlsxwriter(options.folder / "xlsxwriter.xlsx", sheet.rows)
    with_libreoffice(options.folder / "openpyxl.xlsx", options.folder)
    (options.folder / "truth.json").write_text(json.dumps(sheet.truth), encoding="utf-8")


if __name__ == "__main__":
    main()
