"""Who may use whom. The words are in the architecture: this is the same table for the machine."""
import re

from includes import CPP, GENERATED, SCRIPT, cpp_includes, script_imports

# Inside shared/src: folder -> folders it may include. Files directly in shared/src are the top, "check".
SHARED = {
    "check": {"rules", "report", "sheet", "document", "phone", "url", "archive", "text"},
    "edit": {"check", "hand_back", "rules", "report", "sheet", "document", "phone", "url", "archive", "text"},  # judges as check() does, in its steps; an edited sheet is handed back
    "hand_back": {"rules", "report", "sheet", "document", "phone", "url", "archive", "text"},
    "letter": {"report", "phone", "archive", "text"},  # makes an LOA
    "rules": {"loa", "sheet", "document", "phone", "url", "text"},
    "sheet": {"document", "archive", "text"},  # a workbook's kind is a document's kind
    "loa": {"document", "phone", "text"},  # what a letter's document says, for the rules
    "document": {"archive", "text"},
    "pdf": {"archive", "text"},  # a document of its own kind: nobody includes it, portcheck/pdf.h is its door
    "phone": {"text"},
    "url": {"text"},
    "archive": {"text"},
    "report": {"text"},
    "text": set(),
}

# Inside server/. Contract headers that every layer may name are listed in SERVER_CONTRACTS.
SERVER = {
    "main": {"app", "config", "operator", "engine", "sandbox", "observe"},  # flags come before the file; it may be the readers' zygote
    "app": {"config", "http", "worker", "webhook", "desk", "case", "queue", "engine", "ocr", "sandbox", "observe"},
    "operator": {"config", "webhook", "desk", "observe"},  # commands beside the server
    "http": {"webhook", "desk", "case", "queue", "engine", "observe"},
    "worker": {"webhook", "desk", "case", "queue", "engine", "ocr", "observe"},
    "engine": {"ocr", "sandbox", "observe"},  # what is asked of the process that reads customers' files
    "ocr": {"sandbox", "observe"},
    "webhook": {"desk", "observe"},
    "desk": {"webhook", "observe"},
    "case": {"desk", "observe"},
    "queue": {"desk", "observe"},
    "sandbox": {"observe"},
    "config": {"observe", "webhook", "worker", "queue", "desk", "http"},  # a setting is validated by those who know its form
    "observe": set(),
    "cli": {"ocr"},
}
SERVER_CONTRACTS = {
    "server/http/route.h",  # a line of the route table, so that a desk can bring routes of its own
    "server/http/httplib.h",  # the library behind one door
}

PUBLIC = "shared/include/portcheck/"


def shared_layer(path):
    parts = path.split("/")
    return parts[2] if len(parts) > 3 else "check"


def server_layer(path):
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else parts[1].split(".")[0]


def area(path):
    return path.split("/")[0]


def complain(path, number, written, why):
    return f"{path}:{number}: includes {written}: {why}"


def check_shared(path, number, written, target):
    if target.startswith(PUBLIC):
        if target == PUBLIC + "check.h" and path.startswith("shared/src/") and shared_layer(path) not in ("check", "hand_back", "rules"):
            yield complain(path, number, written, "nothing below the rules knows of a whole check")
    elif not target.startswith("shared/"):
        yield complain(path, number, written, "the engine depends on nothing above it")
    elif path.startswith("shared/include/"):
        yield complain(path, number, written, "a public header must not need a private one")
    elif path.startswith("shared/src/"):
        mine, theirs = shared_layer(path), shared_layer(target)
        if mine not in SHARED:
            yield f"{path}:{number}: folder '{mine}' has no place in the layers of shared/"
        elif mine != theirs and theirs not in SHARED[mine]:
            yield complain(path, number, written, f"{mine} must not depend on {theirs}")


def check_server(path, number, written, target):
    if target.startswith(PUBLIC) or target in SERVER_CONTRACTS:
        return
    if area(target) == "shared":
        yield complain(path, number, written, "the server sees only the public headers of shared/")
    elif area(target) != "server":
        yield complain(path, number, written, f"the server does not depend on {area(target)}/")
    else:
        mine, theirs = server_layer(path), server_layer(target)
        if mine not in SERVER:
            yield f"{path}:{number}: '{mine}' has no place in the layers of server/"
        elif mine != theirs and theirs not in SERVER[mine]:
            yield complain(path, number, written, f"{mine} must not depend on {theirs}")


def check_wasm(path, number, written, target):
    if area(target) != "wasm" and not target.startswith(PUBLIC):
        yield complain(path, number, written, "the boundary sees only the public headers of shared/")


def check_tests(path, number, written, target):
    private = target.startswith("shared/") and not target.startswith(PUBLIC)
    if private and not path.startswith(("tests/shared/", "tests/fuzz/", "tests/readers/")):
        yield complain(path, number, written, "only tests/shared, tests/fuzz and tests/readers look behind the public headers")


CHECKS = {"shared": check_shared, "server": check_server, "wasm": check_wasm, "tests": check_tests}


# The library that is loaded with the second module alone.
QPDF = re.compile(r"""^\s*#\s*include\s*[<"](qpdf/[^>"]+)[>"]""")
QPDF_USERS = ("shared/src/pdf/", "wasm/qpdf/")  # the latter has what qpdf needs in the browser


def check_qpdf(tree):
    for path in tree.matching(CPP):
        if path.startswith(QPDF_USERS):
            continue
        for number, line in tree.lines(path):
            if match := QPDF.match(line):
                yield complain(path, number, match[1], "only shared/src/pdf knows qpdf")


def check_cpp(tree):
    for path in tree.matching(CPP):
        if area(path) not in CHECKS:
            continue
        for number, written, target, quoted in cpp_includes(tree, path):
            if target is not None:
                yield from CHECKS[area(path)](path, number, written, target)
            elif (quoted or written.startswith("portcheck/")) and not GENERATED.fullmatch(written):
                yield complain(path, number, written, "there is no such file")


# The families of rules are named by the registry alone, so that adding one touches one file and the order is seen in one place.
FAMILIES = "shared/src/rules/families.h"
REGISTRY = "shared/src/rules/registry.cc"
ENTRY_POINT = re.compile(r"^\w+ ((\w+?)_\w+)\(", re.MULTILINE)


def check_registry(tree):
    if FAMILIES not in tree:
        return
    entry_points = ENTRY_POINT.findall(tree.text(FAMILIES))
    for path in tree.matching(r"shared/src/.*\.(cc|h)"):
        if path in (FAMILIES, REGISTRY):
            continue
        for number, written, target, _ in cpp_includes(tree, path):
            if target == FAMILIES and not path.startswith("shared/src/rules/"):
                yield complain(path, number, written, "only the registry names the families")
        for name, family in entry_points:
            if path != f"shared/src/rules/{family}.cc" and re.search(rf"\b{name}\(", tree.text(path)):
                yield f"{path}: calls {name}: only {REGISTRY} does"


GENERATED_SCRIPT = re.compile(r"build/.*|.*\bgenerated\b.*|web/dist/.*")


def check_scripts(tree):
    """web -> wasm's built file and generated ids; never the sources of another part, and never the tests."""
    for path in tree.matching(SCRIPT):
        if area(path) == "tests":
            continue
        for number, written, target in script_imports(tree, path):
            if target is None:
                continue
            allowed = {"web": ("web/", "wasm/"), "wasm": ("wasm/",)}[area(path)]
            if not f"{target}/".startswith(allowed) and not GENERATED_SCRIPT.fullmatch(target):
                yield f"{path}:{number}: imports {written}: {area(path)}/ does not depend on {area(target)}/"
            if path.startswith("web/src/") and target.startswith(("web/portal/", "web/agent/")):
                yield f"{path}:{number}: imports {written}: the element knows no page"


def check(tree):
    yield from check_cpp(tree)
    yield from check_qpdf(tree)
    yield from check_registry(tree)
    yield from check_scripts(tree)


ACCEPTED = {
    "shared/include/portcheck/check.h": '#include "portcheck/report.h"\n#include "portcheck/rule_ids.h"\n',
    "shared/include/portcheck/report.h": "",
    "shared/src/check.cc": '#include "portcheck/check.h"\n#include "rules/registry.h"\n',
    REGISTRY: '#include "rules/families.h"\n#include "rules/registry.h"\nvoid judge_row(Row& row) { row_row(row); }\n',
    "shared/src/rules/registry.h": "#include <vector>\n",
    FAMILIES: "void row_row(Row& row);\n",
    "shared/src/rules/row.cc": '#include "rules/families.h"\n#include "sheet/sheet.h"\nvoid row_row(Row& row) {}\n',
    "shared/src/sheet/sheet.h": '#include "archive/zip.h"\n',
    "shared/src/archive/zip.h": "",
    "shared/src/pdf/read_pdf.cc": '#include <qpdf/QPDF.hh>\n#include "archive/zip.h"\n',
    "server/main.cc": '#include "server/app.h"\n',
    "server/app.h": '#include "server/worker/worker.h"\n',
    "server/worker/worker.h": '#include "portcheck/check.h"\n#include "server/queue/queue.h"\n',
    "server/queue/queue.h": "",
    "server/desk/demo/pages.cc": '#include "server/http/route.h"\n',
    "server/http/route.h": "",
    "tests/shared/sheet/sheet_test.cc": '#include "sheet/sheet.h"\n',
    "wasm/boundary.cc": '#include "boundary.h"\n#include "portcheck/check.h"\n',
    "wasm/boundary.h": "",
    "web/src/worker.ts": 'import { load } from "./loader.js";\nimport ids from "../../build/wasm/rule_ids.js";\n',
}

REJECTED = [
    ("archive using sheet", {"shared/src/archive/zip.cc": '#include "sheet/sheet.h"\n', "shared/src/sheet/sheet.h": ""},
     "archive must not depend on sheet"),
    ("a reader using a rule", {"shared/src/sheet/csv.cc": '#include "../rules/row.h"\n', "shared/src/rules/row.h": ""},
     "sheet must not depend on rules"),
    ("qpdf elsewhere", {"shared/src/document/a.cc": "#include <qpdf/QPDF.hh>\n"}, "only shared/src/pdf knows qpdf"),
    ("a rule using the reader of PDF", {"shared/src/rules/a.cc": '#include "pdf/font.h"\n', "shared/src/pdf/font.h": ""},
     "rules must not depend on pdf"),
    ("an include in angle brackets", {"shared/src/text/a.cc": "#include <portcheck/check.h>\n", PUBLIC + "check.h": ""},
     "nothing below the rules"),
    ("the engine using the server", {"shared/src/check.cc": '#include "server/app.h"\n', "server/app.h": ""},
     "nothing above it"),
    ("a public header using a private one", {PUBLIC + "a.h": '#include "text/utf8.h"\n', "shared/src/text/utf8.h": ""},
     "must not need a private one"),
    ("the server looking into the engine", {"server/worker/w.cc": '#include "sheet/sheet.h"\n', "shared/src/sheet/sheet.h": ""},
     "only the public headers"),
    ("config read below app", {"server/worker/w.cc": '#include "server/config/config.h"\n', "server/config/config.h": ""},
     "worker must not depend on config"),
    ("queue using worker", {"server/queue/q.cc": '#include "worker/w.h"\n', "server/worker/w.h": ""},
     "queue must not depend on worker"),
    ("main reaching past app", {"server/main.cc": '#include "server/queue/q.h"\n', "server/queue/q.h": ""},
     "main must not depend on queue"),
    ("the boundary looking into the engine", {"wasm/boundary.cc": '#include "text/utf8.h"\n', "shared/src/text/utf8.h": ""},
     "the boundary sees only"),
    ("a server test looking into the engine", {"tests/server/a_test.cc": '#include "text/utf8.h"\n', "shared/src/text/utf8.h": ""},
     "look behind"),
    ("a missing header", {"server/app.cc": '#include "server/gone.h"\n'}, "there is no such file"),
    ("a folder without a place", {"shared/src/misc/a.cc": '#include "text/utf8.h"\n', "shared/src/text/utf8.h": ""},
     "no place in the layers"),
    ("a family called beside the registry",
     {"shared/src/check.cc": "void f() { number_row(row); }\n", FAMILIES: "void number_row(RowContext& row);\n"}, "only " + REGISTRY),
    ("one family calling another",
     {"shared/src/rules/url.cc": "void f() { number_row(row); }\n", FAMILIES: "void number_row(RowContext& row);\n"}, "only " + REGISTRY),
    ("the families included from outside",
     {"shared/src/check.cc": '#include "rules/families.h"\n', FAMILIES: ""}, "only the registry"),
    ("the page importing from the tests", {"web/src/a.ts": 'import {\n  x,\n} from "../../tests/web/x.mjs";\n'},
     "web/ does not depend on tests/"),
    ("the element importing a page", {"web/src/a.ts": 'const m = await import("../portal/main.js");\n'}, "knows no page"),
]
