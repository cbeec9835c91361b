#!/usr/bin/env python3
"""Writes FILE.parts beside each workbook: where its compressed parts lie (offset, compressed and inflated size), one a line, so
that inflating can be measured without reading ZIP again.

    parts.py FILE...
"""
import pathlib
import sys
import zipfile

for path in map(pathlib.Path, sys.argv[1:]):
    with zipfile.ZipFile(path) as package, open(path, "rb") as raw, open(f"{path}.parts", "w", encoding="ascii") as out:
        for entry in package.infolist():
            raw.seek(entry.header_offset + 26)
            lengths = raw.read(4)
            names = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                out.write(f"{entry.header_offset + 30 + names} {entry.compress_size} {entry.file_size}\n")
