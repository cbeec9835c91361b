#!/usr/bin/python3
"""Makes the letters of tests/cases/loa and their truth files: make.py [--truth-only] [PATTERN ...].

Needs Debian's chromium, libreoffice-writer, groff, ghostscript, texlive-latex-base, pdftk-java, qpdf, poppler-utils, libnss3-tools, openssl,
libtiff-tools, tesseract-ocr, fonts-liberation, fonts-dejavu-core, gir1.2-pango-1.0 and python3-{reportlab,docx,pil,numpy,gi-cairo},
and build/release/portcheck.
"""
import fnmatch
import pathlib
import sys
import traceback

import form_cases  # noqa: F401
import other_cases  # noqa: F401
import page_cases  # noqa: F401
import word_cases  # noqa: F401
from case_list import CASES

FOLDER = pathlib.Path(__file__).parents[1]


def main():
    truth_only = "--truth-only" in sys.argv
    patterns = [one for one in sys.argv[1:] if not one.startswith("--")] or ["*"]
    failed = 0
    for name, case in CASES.items():
        if not any(fnmatch.fnmatch(name, pattern) for pattern in patterns):
            continue
        try:
            case.write(FOLDER, truth_only)
            print(f"{name}: {(FOLDER / name).stat().st_size} bytes", flush=True)
        except Exception:  # noqa: BLE001: the others are made nevertheless
            failed += 1
            print(f"{name}: failed", flush=True)
            traceback.print_exc()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
