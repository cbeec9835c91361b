"""What the module exports is said in boundary.h and once more in exports.txt, which the linker reads: they must agree."""
import re

HEADER, EXPORTS, SOURCE = "wasm/boundary.h", "wasm/exports.txt", "wasm/boundary.cc"
OURS = "portcheck_"  # the toolchain's own exports are compared with the built module by tests/wasm
DECLARATION = re.compile(r"^[\w\s*]*?\b(portcheck_\w+)\s*\([^;{]*\)\s*;", re.MULTILINE)
DEFINITION = re.compile(r"^[\w\s*]*?\b(portcheck_\w+)\s*\([^;{]*\)\s*\{", re.MULTILINE)


def without_comments(text):
    return re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.DOTALL)


def check(tree):
    if HEADER not in tree or EXPORTS not in tree:
        yield f"{EXPORTS}: {HEADER} and {EXPORTS} belong together"
        return
    declared = set(DECLARATION.findall(without_comments(tree.text(HEADER))))
    lines = [line.split("#")[0].strip() for _, line in tree.lines(EXPORTS)]
    exported = [line for line in lines if line]
    for name in sorted(declared - set(exported)):
        yield f"{EXPORTS}: lacks {name} of {HEADER}"
    for name in sorted({name for name in exported if name.startswith(OURS)} - declared):
        yield f"{EXPORTS}: {name} is not declared in {HEADER}"
    for name in sorted({name for name in exported if exported.count(name) > 1}):
        yield f"{EXPORTS}: {name} is there twice"
    if SOURCE in tree:
        defined = set(DEFINITION.findall(without_comments(tree.text(SOURCE))))
        for name in sorted(declared - defined):
            yield f"{SOURCE}: does not define {name}"


ACCEPTED = {HEADER: "// portcheck_old();\nvoid portcheck_free(uint8_t* block);\n", EXPORTS: "# why\nmemory\nportcheck_free\n",
            SOURCE: "void portcheck_free(uint8_t* block) {\n}\n"}
REJECTED = [
    ("a function that is not exported", {**ACCEPTED, EXPORTS: ""}, "lacks portcheck_free"),
    ("an export without a declaration", {**ACCEPTED, EXPORTS: "portcheck_free\nportcheck_run\n"}, "portcheck_run is not declared"),
    ("an export twice", {**ACCEPTED, EXPORTS: "portcheck_free\nportcheck_free\n"}, "there twice"),
    ("a function without a body", {**ACCEPTED, SOURCE: ""}, "does not define portcheck_free"),
]
