#!/usr/bin/env python3
"""data/area_codes.csv -> the numbering plan's table for C++.

    generate_numbering_plan.py --csv area_codes.csv --out numbering_plan.inc
"""
import argparse
import csv
import datetime
import pathlib
import sys

kListDate = "2025-11-26"  # file date of the report that the table was made from

CLASSES = ["unassigned", "geographic", "toll_free", "toll_free_reserved", "personal", "premium", "carrier",
           "government", "special"]
EPOCH = datetime.date(2000, 1, 1)
UNDATED = 0xFFFF
LONG_AGO = (datetime.date(2024, 1, 1) - EPOCH).days  # in service before this: always, for every date a check can have


def days(text, line):
    if not text:
        return None
    try:
        return max(0, (datetime.date.fromisoformat(text) - EPOCH).days)
    except ValueError:
        sys.exit(f"area_codes.csv:{line}: {text!r} is not a date")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--csv", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    entries, countries, regions = {}, [""], [""]
    with open(args.csv, encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            npa = int(row["npa"])
            if not 200 <= npa <= 999 or npa in entries:
                sys.exit(f"area_codes.csv:{line}: {npa} is out of range or listed twice")
            if row["class"] not in CLASSES:
                sys.exit(f"area_codes.csv:{line}: unknown class {row['class']!r}")
            for value, table in ((row["country"], countries), (row["region"], regions)):
                if value not in table:
                    table.append(value)
            since = days(row["in_service"], line)
            dated = row["class"] in ("geographic", "toll_free")
            entries[npa] = (CLASSES.index(row["class"]), countries.index(row["country"]),
                            regions.index(row["region"]), UNDATED if dated and since is None else since if since and since >= LONG_AGO else 0)
    joined = "|".join  # for text/word_list.h
    lines = ["// Generated from shared/data/area_codes.csv by shared/tools/generate_numbering_plan.py. Do not edit.",
             f'constexpr std::string_view kListDate = "{kListDate}";',
             f"constexpr uint16_t kUndated = {UNDATED};  // of Entry::since, which counts days from 2000-01-01",
             f'constexpr char kCountries[] = "{joined(countries)}";',
             f'constexpr char kRegions[] = "{joined(regions)}";',
             "// What area codes have in common, and which of these each of 200 to 999 has: a page downloads less so.",
             "constexpr Entry kEntries[] = {"]
    codes = [entries.get(npa, (0, 0, 0, 0)) for npa in range(200, 1000)]
    different = sorted(set(codes))
    assert len(different) <= 256, "kEntryOf is too small"
    lines += ["    {%d, %d, %d, %d}," % entry for entry in different]
    lines += ["};", "constexpr uint8_t kEntryOf[800] = {"]
    numbers = [str(different.index(code)) for code in codes]
    lines += ["    " + ", ".join(numbers[i:i + 20]) + "," for i in range(0, 800, 20)]
    lines += ["};", ""]
    text = "\n".join(lines)
    out = pathlib.Path(args.out)
    if not out.exists() or out.read_text(encoding="utf-8") != text:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
