"""shared/ has no I/O, clock, threads, locale or global state, and stays within what both compilers take."""
import re

FORBIDDEN_HEADERS = {
    **dict.fromkeys(["iostream", "fstream", "sstream", "ostream", "istream", "iomanip", "cstdio", "stdio.h", "filesystem",
                     "unistd.h", "fcntl.h"], "the engine does no I/O"),
    **dict.fromkeys(["ctime", "time.h", "sys/time.h"], "the engine has no clock: today is an input"),
    **dict.fromkeys(["thread", "mutex", "shared_mutex", "atomic", "future", "condition_variable"], "the engine has no threads"),
    **dict.fromkeys(["locale", "clocale", "locale.h"], "answers must not depend on a locale"),
    **dict.fromkeys(["random"], "the same input must give the same answer"),
    **dict.fromkeys(["regex", "functional"], "too large for the module that a customer downloads"),
    **dict.fromkeys(["format", "expected", "ranges", "source_location", "stop_token"], "libc++ 14 under Emscripten lacks it"),
    **dict.fromkeys(["stdexcept", "exception"], "the engine is built without exceptions"),
}
# qpdf throws, so what surrounds it may; portcheck/pdf.h lets nothing out. Its stream filters are found by name alone: whose
# budget they spend is told to them by the thread.
MAY_THROW = "shared/src/pdf/"
MAY_REMEMBER = "shared/src/pdf/stream_filters.cc"
THROWING = "the engine is built without exceptions"
REMEMBERING = "the engine keeps no state between calls"
INCLUDE = re.compile(r"^\s*#\s*include\s*<([^>]+)>")
LITERALS_AND_COMMENTS = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/', re.DOTALL)
FORBIDDEN_WORDS = [
    (re.compile(r"\b(?:throw|try|catch)\b\s*[({A-Za-z_:]"), THROWING),
    (re.compile(r"\bdynamic_cast\b|\btypeid\b"), "the engine is built without RTTI"),
    (re.compile(r"__EMSCRIPTEN__"), "one source for both builds: differences belong into wasm/"),
    (re.compile(r"\bsystem_clock\b|\bsteady_clock\b|\bgetenv\b"), "today and options are inputs"),
    (re.compile(r"^\s*(?:static|thread_local)\s+(?!const\b|constexpr\b|inline\b|void\b|bool\b|_?assert)"
                r"[\w:<>, *]+\s+\w+\s*(?:=|;|\{)", re.MULTILINE), REMEMBERING),
]


def blank(match):
    return "\n" * match[0].count("\n") if match[0].startswith("/") else '""'


def check(tree):
    for path in tree.matching(r"shared/(src|include)/.*\.(cc|h|c|inc)"):
        allowed = {THROWING} if path.startswith(MAY_THROW) else set()
        if path == MAY_REMEMBER:
            allowed.add(REMEMBERING)
        for number, line in tree.lines(path):
            match = INCLUDE.match(line)
            if match and match[1] in FORBIDDEN_HEADERS and FORBIDDEN_HEADERS[match[1]] not in allowed:
                yield f"{path}:{number}: <{match[1]}>: {FORBIDDEN_HEADERS[match[1]]}"
        code = LITERALS_AND_COMMENTS.sub(blank, tree.text(path))
        for pattern, why in FORBIDDEN_WORDS:
            if why in allowed:
                continue
            for match in pattern.finditer(code):
                number = code.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
                yield f"{path}:{number}: {match[0].strip()}: {why}"


ACCEPTED = {
    "shared/src/a.cc": '#include <vector>\nstatic constexpr int kA = 1;\nstatic int f(int a) { return a; }\n'
                       '// we never throw (it would link)\nconst char* s = "try {";\n',
    "shared/src/pdf/a.cc": "#include <exception>\nvoid f() { try { g(); } catch (const std::exception&) { throw Past{}; } }\n",
    "server/a.cc": "#include <iostream>\nint f() { throw 1; }\n",
}

REJECTED = [
    ("a stream", {"shared/src/a.cc": "#include <iostream>\n"}, "no I/O"),
    ("a clock", {"shared/src/a.cc": "auto t = std::chrono::system_clock::now();\n"}, "are inputs"),
    ("an exception", {"shared/src/a.cc": "void f() { throw Error(1); }\n"}, "without exceptions"),
    ("a regular expression", {"shared/include/portcheck/a.h": "#include <regex>\n"}, "too large"),
    ("a build of its own for the browser", {"shared/src/a.cc": "#ifdef __EMSCRIPTEN__\n#endif\n"}, "belong into wasm/"),
    ("type information beside qpdf", {"shared/src/pdf/a.cc": "auto p = dynamic_cast<B*>(a);\n"}, "without RTTI"),
    ("state beside qpdf", {"shared/src/pdf/a.cc": "thread_local Budget* paying = nullptr;\n"}, "no state"),
    ("state", {"shared/src/a.cc": "int f() {\n  static int calls = 0;\n  return ++calls;\n}\n"}, "a.cc:2"),
]
