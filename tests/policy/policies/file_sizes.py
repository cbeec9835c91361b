"""One job per file: past 500 lines a source file has two."""

LIMIT = 500
SOURCES = r".*\.(cc|h|c|ts|mts|mjs|js|py|sh|css|html|cmake|sql)|(.*/)?CMakeLists\.txt|\.ci/run"


def check(tree):
    for path in tree.matching(SOURCES):
        lines = tree.bytes(path).count(b"\n")
        if lines > LIMIT:
            yield f"{path}: {lines} lines, the limit is {LIMIT}"


ACCEPTED = {"a.cc": "\n" * LIMIT, "shared/data/area_codes.csv": "\n" * 9000, "web/package-lock.json": "\n" * 9000}
REJECTED = [
    ("a long source", {"a.cc": "\n" * (LIMIT + 1)}, "501 lines"),
    ("a long stylesheet", {"web/src/a.css": "\n" * 600}, "600 lines"),
]
