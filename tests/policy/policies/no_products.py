"""What a build makes is never committed."""
import re

PLACES = re.compile(r"(?:.*/)?(?:build|dist|node_modules|__pycache__|\.cache)/.*")
NAMES = re.compile(r".*\.(o|a|so|dll|exe|wasm|pyc|class|d|gcda|gcno|log|db|sqlite|sqlite3|map|min\.js)|.*\.db-(wal|shm)")
MAGIC = {b"\x7fELF": "a program", b"\0asm": "a WebAssembly module", b"SQLite format 3\0": "a database", b"!<arch>": "a library"}
MATERIAL = "tests/data/"  # workbooks and broken files are inputs of tests
LARGEST = 1 << 20


def check(tree):
    for path in tree.paths:
        if PLACES.fullmatch(path):
            yield f"{path}: lies where builds put their products"
        elif NAMES.fullmatch(path):
            yield f"{path}: is a product by its name"
        elif not path.startswith(MATERIAL):
            content = tree.bytes(path)
            for magic, what in MAGIC.items():
                if content.startswith(magic):
                    yield f"{path}: is {what}"
            if len(content) > LARGEST:
                yield f"{path}: {len(content)} bytes, the limit is {LARGEST}"


ACCEPTED = {"a.cc": "", "tests/data/fake.xlsx": b"\x7fELF", "web/build.mjs": "", "docs/page.png": b"\x89PNG"}
REJECTED = [
    ("a module", {"web/portcheck.wasm": b"\0asm"}, "by its name"),
    ("a bundle", {"web/dist/a.js": ""}, "lies where builds"),
    ("a program without a telling name", {"tools/gen": b"\x7fELF\2"}, "a program"),
    ("a database", {"data.bin": b"SQLite format 3\0"}, "a database"),
    ("a huge file", {"a.csv": b"1" * (LARGEST + 1)}, "the limit is"),
]
