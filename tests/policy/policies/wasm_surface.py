"""What a module exports is said in its header and once more in its list, which the linker reads: they must agree."""
import re

HEADER, EXPORTS, SOURCE = "wasm/boundary.h", "wasm/exports.txt", "wasm/boundary.cc"
SURFACES = [(HEADER, EXPORTS, SOURCE), ("wasm/boundary_sheets.h", "wasm/exports_sheets.txt", "wasm/boundary_sheets.cc"),
            ("wasm/boundary_pdf.h", "wasm/exports_pdf.txt", "wasm/boundary_pdf.cc")]
OURS = "portcheck_"  # the toolchain's own exports are compared with the built module by tests/wasm
DECLARATION = re.compile(r"^[\w\s*]*?\b(portcheck_\w+)\s*\([^;{]*\)\s*;", re.MULTILINE)
DEFINITION = re.compile(r"^[\w\s*]*?\b(portcheck_\w+)\s*\([^;{]*\)\s*\{", re.MULTILINE)


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


def check(tree):
    for header, exports, source in SURFACES:
        if header in tree or exports in tree:
            yield from check_surface(tree, header, exports, source)


def check_surface(tree, header, exports, source):
    if header not in tree or exports not in tree:
        yield f"{exports}: {header} and {exports} belong together"
        return
    declared = set(DECLARATION.findall(without_comments(tree.text(header))))
    lines = [line.split("#")[0].strip() for _, line in tree.lines(exports)]
    exported = [line for line in lines if line]
    for name in sorted(declared - set(exported)):
        yield f"{exports}: lacks {name} of {header}"
    for name in sorted({name for name in exported if name.startswith(OURS)} - declared):
        yield f"{exports}: {name} is not declared in {header}"
    for name in sorted({name for name in exported if exported.count(name) > 1}):
        yield f"{exports}: {name} is there twice"
    if source in tree:
        defined = set(DEFINITION.findall(without_comments(tree.text(source))))
        for name in sorted(declared - defined):
            yield f"{source}: does not define {name}"


ACCEPTED = {HEADER: "// portcheck_old();\nvoid portcheck_free(uint8_t* block);\n", EXPORTS: "# why\nmemory\nportcheck_free\n",
            SOURCE: "void portcheck_free(uint8_t* block) {\n}\n"}
REJECTED = [
    ("a function that is not exported", {**ACCEPTED, EXPORTS: ""}, "lacks portcheck_free"),
    ("an export without a declaration", {**ACCEPTED, EXPORTS: "portcheck_free\nportcheck_run\n"}, "portcheck_run is not declared"),
    ("an export twice", {**ACCEPTED, EXPORTS: "portcheck_free\nportcheck_free\n"}, "there twice"),
    ("a function without a body", {**ACCEPTED, SOURCE: ""}, "does not define portcheck_free"),
    ("a second header without its list", {**ACCEPTED, "wasm/boundary_sheets.h": ""}, "belong together"),
]
