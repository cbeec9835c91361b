"""A test that no target builds, or that is switched off, guards nothing."""
import re

CALL = re.compile(r"^\s*portcheck_add_tests\(\s*(\w+)\s+(\w+)\s+([\w/]+)", re.MULTILINE)
GLOB = re.compile(r"file\(GLOB_RECURSE\s+\w+\s+CONFIGURE_DEPENDS\s+[^)]*\$\{folder\}/\*_test\.cc")
SWITCHED_OFF = [
    (r"tests/.*_test\.cc", re.compile(r"\bDISABLED_\w+"), "a disabled test"),
    (r"tests/.*\.(mjs|ts)", re.compile(r"\b(?:test|it|describe)\.only\(|\bonly:\s*true"), "leaves the others out"),
    (r"tests/.*\.(mjs|ts)", re.compile(r"\b(?:test|it|describe)\.(?:skip|todo)\("), "a test that never runs"),
]
NODE_TEST = re.compile(r"""from\s+["']node:test["']|require\(["']node:test["']\)""")
NODE_GROUPS = r"tests/(wasm|conformance|web|integration)/"
DEFINES_TEST = re.compile(r"^\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST)\(", re.MULTILINE)


def check(tree):
    cmake = "\n".join(line.split("#")[0] for line in tree.text("tests/CMakeLists.txt").splitlines())
    if not GLOB.search(cmake):
        yield "tests/CMakeLists.txt: portcheck_add_tests no longer collects *_test.cc"
    folders = tuple(f"tests/{match[3]}/" for match in CALL.finditer(cmake))
    for path in tree.matching(r".*_test\.cc"):
        if not path.startswith(folders):
            yield f"{path}: is in no target of tests/CMakeLists.txt"
        elif not DEFINES_TEST.search(tree.text(path)):
            yield f"{path}: holds no test"
    for path in tree.matching(r"tests/.*\.(cc|h)"):
        if not path.endswith("_test.cc") and DEFINES_TEST.search(tree.text(path)):
            yield f"{path}: holds tests but is not named *_test.cc"

    for path in tree.matching(r"tests/fuzz/.*fuzz.*\.cc"):
        stem = path.rsplit("/", 1)[1].removesuffix(".cc")
        listed = tree.text("tests/fuzz/CMakeLists.txt") if "tests/fuzz/CMakeLists.txt" in tree else ""
        if not re.search(rf"\b{re.escape(stem)}\b|GLOB", listed):
            yield f"{path}: is in no target of tests/fuzz/CMakeLists.txt"

    for path in tree.matching(r".*\.(mjs|js|ts)"):
        if "node_modules/" in path or not NODE_TEST.search(tree.text(path)):
            continue
        if not re.match(NODE_GROUPS, path):
            yield f"{path}: tests/run.sh looks for node tests in tests/wasm, tests/conformance, tests/web and tests/integration"
        elif not path.endswith(".test.mjs") and re.search(r"^\s*(?:test|it|describe)\(", tree.text(path), re.MULTILINE):
            yield f"{path}: holds tests but is not named *.test.mjs, so nothing runs them"

    for pattern, switch, why in SWITCHED_OFF:
        for path in tree.matching(pattern):
            for number, line in tree.lines(path):
                if switch.search(line):
                    yield f"{path}:{number}: {line.strip()}: {why}"


CMAKE = """
function(portcheck_add_tests name prefix folder)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*_test.cc)
endfunction()
portcheck_add_tests(portcheck_shared_tests shared shared portcheck_core)
"""
ACCEPTED = {
    "tests/CMakeLists.txt": CMAKE,
    "tests/shared/a_test.cc": "TEST(A, B) {}\n",
    "tests/web/a.test.mjs": 'import test from "node:test";\ntest("a", () => {});\n',
}
REJECTED = [
    ("a test in no target", {**ACCEPTED, "tests/server/a_test.cc": "TEST(A, B) {}\n"}, "is in no target"),
    ("a target that is commented out", {"tests/CMakeLists.txt": CMAKE.replace("\nportcheck_add", "\n# portcheck_add"),
                                        "tests/shared/a_test.cc": "TEST(A, B) {}\n"}, "is in no target"),
    ("a lost glob", {"tests/CMakeLists.txt": CMAKE.replace("*_test.cc", "a_test.cc")}, "no longer collects"),
    ("an empty test file", {**ACCEPTED, "tests/shared/b_test.cc": "// TEST(A, B)\n"}, "holds no test"),
    ("a test under another name", {**ACCEPTED, "tests/shared/checks.cc": "TEST(A, B) {}\n"}, "not named *_test.cc"),
    ("a fuzzer in no target", {**ACCEPTED, "tests/fuzz/fuzz_zip.cc": ""}, "tests/fuzz/CMakeLists.txt"),
    ("a node test under another name",
     {**ACCEPTED, "tests/web/b.mjs": 'import test from "node:test";\ntest("a", () => {});\n'}, "not named *.test.mjs"),
    ("a node test elsewhere", {**ACCEPTED, "web/src/a.test.mjs": 'import test from "node:test";\n'}, "looks for node tests"),
    ("a disabled test", {**ACCEPTED, "tests/shared/b_test.cc": "TEST(A, DISABLED_B) {}\n"}, "disabled"),
    ("a test that hides the others", {**ACCEPTED, "tests/web/b.test.mjs": 'test.only("a", () => {});\n'}, "leaves the others out"),
]
