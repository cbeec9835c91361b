"""Every threat that the server's page names is met by a test, and the tests that it names exist."""
import re

PAGE = "server/THREATS.md"
ROW = re.compile(r"^\|(?P<threat>[^|]*)\|(?P<defence>[^|]*)\|(?P<tests>[^|]*)\|\s*$")
TEST = re.compile(r"`(?P<path>tests/[^`]+)`(?:: \"(?P<name>[^\"]+)\")?")
CPP_TEST = re.compile(r"\bTEST(?:_F|_P)?\(\s*(\w+),\s*(\w+)\s*\)")


def names(tree, path):
    """The tests of a file as a page names them, or None where it has no names to be checked."""
    if path.endswith(".cc"):
        return {f"{suite}.{name}" for suite, name in CPP_TEST.findall(tree.text(path))}
    if path.endswith(".test.mjs"):
        found = re.findall(r"\b(?:test|describe)\(\s*([\"'`])(.*?)\1\s*,", tree.text(path))
        return {name for _, name in found}
    return None


def check(tree):
    if PAGE not in tree:
        return
    rows = 0
    for number, line in tree.lines(PAGE):
        row = ROW.match(line)
        if not row or set(row["threat"].strip()) <= {"-"} or row["threat"].strip() == "threat":
            continue
        rows += 1
        tests = list(TEST.finditer(row["tests"]))
        if not tests:
            yield f"{PAGE}:{number}: no test shows that this threat is met: {row['threat'].strip()}"
        for test in tests:
            path, name = test["path"], test["name"]
            if path not in tree:
                yield f"{PAGE}:{number}: there is no {path}"
                continue
            known = names(tree, path)
            if name is None and known is not None and not path.startswith("tests/fuzz/"):
                yield f"{PAGE}:{number}: say which test of {path}"
            elif name is not None and (known is None or name not in known):
                yield f'{PAGE}:{number}: {path} has no test "{name}"'
    if rows == 0:
        yield f"{PAGE}: no table of threats"


TABLE = "| threat | defence | tests |\n|---|---|---|\n"
SUITE = "TEST_F(Child,\n       HasNoNetwork) {}\n"
ACCEPTED = {
    PAGE: TABLE + '| spies | no network | `tests/server/child_test.cc`: "Child.HasNoNetwork"; `tests/fuzz/csv_fuzz.cc` |\n'
    + '| floods | bounds | `tests/integration/http.test.mjs`: "slow, slower" |\n',
    "tests/server/child_test.cc": SUITE,
    "tests/fuzz/csv_fuzz.cc": "",
    "tests/integration/http.test.mjs": "  test('slow, slower', async (t) => {});\n",
}
REJECTED = [
    ("a threat without a test", {PAGE: TABLE + "| spies | hope | none |\n"}, "no test shows"),
    ("a test that was renamed", {PAGE: TABLE + '| a | b | `tests/server/child_test.cc`: "Child.IsDeaf" |\n',
                                 "tests/server/child_test.cc": SUITE}, 'has no test "Child.IsDeaf"'),
    ("a script's test that was renamed", {PAGE: TABLE + '| a | b | `tests/a.test.mjs`: "old" |\n',
                                          "tests/a.test.mjs": 'test("new", () => {});\n'}, 'has no test "old"'),
    ("a file that is gone", {PAGE: TABLE + '| a | b | `tests/server/gone_test.cc`: "A.B" |\n'}, "there is no tests/server/gone_test.cc"),
    ("a file without a name", {PAGE: TABLE + "| a | b | `tests/server/child_test.cc` |\n",
                               "tests/server/child_test.cc": SUITE}, "say which test"),
    ("no table", {PAGE: "# Threats\n"}, "no table of threats"),
]
