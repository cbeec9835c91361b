#!/usr/bin/python3
"""Reads PDFs by many makers with our reader and with poppler's pdftotext: the words must be the same.

    compare_pdf.py --reader PROGRAM [--count FILE] [--seeds N] [--keep FOLDER] [FILE...]
      --reader PROGRAM  the built document.cc
      --count FILE      for the counts: passed failed skipped
      --seeds N         letters of each kind (default 2)
      --keep FOLDER     leaves the PDFs there
      FILE...           these instead of letters made here; prints a table and judges nothing
"""
import argparse
import collections
import pathlib
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True

import pdfs  # noqa: E402

OVERALL = 0.99
LEAST = 0.95  # of one file; below it is shown with what differs
MAKERS = ("writer", "chromium", "groff", "reportlab")
DIRECTION_MARKS = {ord(mark): None for mark in "\u200e\u200f\u202a\u202b\u202c\u202d\u202e"}


def words(text):
    text = unicodedata.normalize("NFKC", text.translate(DIRECTION_MARKS)).replace("\u00ad", "-")
    return collections.Counter(text.split())


def output(*command):
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    return done.stdout.decode("utf-8", "replace")


class Agreement:
    def __init__(self, reader, path):
        ours = words(output(reader, "--text", path))
        theirs = words(output("pdftotext", "-layout", "-nopgbrk", "-enc", "UTF-8", path, "-"))
        self.path, self.ours, self.theirs = path, sum(ours.values()), sum(theirs.values())
        self.common = sum((ours & theirs).values())
        self.only_ours, self.only_theirs = list((ours - theirs).items())[:8], list((theirs - ours).items())[:8]

    @property
    def share(self):
        most = max(self.ours, self.theirs)
        return self.common / most if most else 1.0

    def __str__(self):
        name = f"{self.path.parent.name}/{self.path.name}"
        return f"{name:60} ours {self.ours:6} poppler {self.theirs:6} common {self.common:6}  {100 * self.share:6.2f} %"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reader", required=True)
    arguments.add_argument("--count", type=pathlib.Path)
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--keep", type=pathlib.Path)
    arguments.add_argument("files", nargs="*", type=pathlib.Path)
    options = arguments.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or pathlib.Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        files = options.files or pdfs.make(folder, options.seeds)
        found = [Agreement(options.reader, path) for path in files]
    for one in found:
        good = one.share >= LEAST
        passed, failed = passed + good, failed + (not good)
        if options.files or not good:
            print(one)
        if not good:
            print(f"    only ours    {one.only_ours}\n    only poppler {one.only_theirs}")
    total = sum(max(one.ours, one.theirs) for one in found)
    overall = sum(one.common for one in found) / total if total else 0.0
    print(f"{len(found)} files, {total} words, {100 * overall:.2f} % the same")
    if options.files:
        return 0
    missing = [maker for maker in MAKERS if not any(one.path.parent.name == maker for one in found)]
    for maker in missing:
        print(f"nothing was made by {maker}")
    for good in (overall >= OVERALL, not missing):
        passed, failed = passed + good, failed + (not good)
    if options.count:
        options.count.write_text(f"{passed} {failed} 0\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
