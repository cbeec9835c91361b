#!/usr/bin/python3
"""Reads many awkward workbooks, tables, letters and pictures with our readers and with others; they must see the same.

    compare.py --cells PROGRAM --facts PROGRAM [--count FILE] [--seeds N] [--keep FOLDER]
      --cells PROGRAM   the built cells.cc
      --facts PROGRAM   the built portcheck
      --count FILE      for the counts: passed failed skipped
      --seeds N         random ones of each kind (default 2)
      --keep FOLDER     leaves the files there
"""
import argparse
import itertools
import pathlib
import sys
import tempfile

sys.dont_write_bytecode = True

import letters  # noqa: E402
import pictures  # noqa: E402
import readers  # noqa: E402
import tables  # noqa: E402
import workbooks  # noqa: E402

SHOWN = 4  # differences of one workbook


def same(mine, other):
    if isinstance(mine, float) and isinstance(other, float):  # some readers round to fifteen digits
        return abs(mine - other) <= 1e-14 * max(abs(mine), abs(other))
    return type(mine) is type(other) and mine == other


def cell_differences(mine, other, of):
    for place in sorted(mine.keys() | other.keys()):
        if not same(mine.get(place), other.get(place)):
            yield f"row {place[0]} column {place[1]}: {mine.get(place)!r}, {of} {other.get(place)!r}"


def differences(mine, others, of):
    if [sheet.name for sheet in mine] != [sheet.name for sheet in others]:
        yield f"sheets {[sheet.name for sheet in mine]}, {of} {[sheet.name for sheet in others]}"
        return
    for sheet, other in zip(mine, others):
        yield from (f"{sheet.name}: {text}" for text in cell_differences(sheet.cells, other.cells, of))
        for what in ("hidden", "hidden_rows", "hidden_columns"):
            if getattr(sheet, what) != getattr(other, what):
                yield f"{sheet.name}: {what} {getattr(sheet, what)}, {of} {getattr(other, what)}"


def compare(books, program, folder):
    """(test, list of differences)"""
    paths = {}
    for book in books:
        path = folder / (book.name + book.suffix)
        path.write_bytes(book.data)
        paths[book.name] = path
    asked = [paths[book.name] for book in books if "libreoffice" not in book.without]
    flat = readers.convert(asked, "fods", folder)
    saved = readers.convert(asked, "ods", folder)
    for book in books:
        path = paths[book.name]
        try:
            mine = readers.ours(program, path)
        except readers.Refused as refusal:
            yield f"{book.name} is read", [str(refusal)]
            continue
        if book.cells is not None:
            yield f"{book.name} as meant", list(cell_differences(mine[0].cells, book.cells, "meant"))
        if "openpyxl" not in book.without:
            try:
                found = list(differences(mine, readers.of_openpyxl(path), "openpyxl"))
            except readers.Refused as refusal:
                found = [f"openpyxl refuses it: {refusal}"]
            yield f"{book.name} as openpyxl", found
        if "libreoffice" in book.without:
            continue
        if not flat[path].exists():
            yield f"{book.name} as LibreOffice", ["LibreOffice refuses it"]
            continue
        others = readers.of_flat_xml(flat[path])
        yield f"{book.name} as LibreOffice", list(differences(mine, others, "LibreOffice"))
        yield f"{book.name} saved as ods", list(differences(readers.ours(program, saved[path]), others, "LibreOffice"))
        yield f"{book.name} saved as fods", list(differences(readers.ours(program, flat[path]), others, "LibreOffice"))


def compare_tables(program, folder, seeds):
    for table in tables.tables(seeds):
        path = folder / (table.name + ".csv")
        path.write_bytes(table.data)
        meant = {(r, c): text for r, row in enumerate(table.rows, 1) for c, text in enumerate(row, 1) if text}
        try:
            yield table.name, list(cell_differences(readers.ours(program, path)[0].cells, meant, "Python"))
        except readers.Refused as refusal:
            yield table.name, [str(refusal)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--cells", required=True)
    arguments.add_argument("--facts", required=True)
    arguments.add_argument("--count", type=pathlib.Path)
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--keep", type=pathlib.Path)
    options = arguments.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        for test, found in itertools.chain(compare(list(workbooks.workbooks(options.seeds)), options.cells, folder),
                                           compare_tables(options.cells, folder, options.seeds),
                                           letters.compare(options.facts, folder, options.seeds),
                                           pictures.compare(options.facts, folder, options.seeds)):
            if not found:
                passed += 1
                continue
            failed += 1
            print(f"FAILED {test}")
            for text in found[:SHOWN]:
                print(f"  {text}")
            if len(found) > SHOWN:
                print(f"  and {len(found) - SHOWN} more")
    print(f"{passed} passed, {failed} failed")
    if options.count:
        options.count.write_text(f"{passed} {failed} 0\n")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
