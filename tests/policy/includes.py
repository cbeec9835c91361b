"""Reads which file uses which: C++ #include lines and JavaScript or TypeScript imports."""
import posixpath
import re

CPP = r".*\.(cc|h|c|hpp|inc)"
SCRIPT = r"(web|wasm|tests)/.*\.(ts|mts|mjs|js|cjs)"

_INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
_IMPORT = re.compile(
    r"""(?:^|[;}\s])(?:import|export)\s+(?:type\s+)?(?:[\w*\s{},$]+?\s+from\s+)?["']([^"'\n]+)["']"""
    r"""|\b(?:import|require)\(\s*["']([^"'\n]+)["']\s*\)"""
    r"""|new\s+URL\(\s*["']([^"'\n]+)["']\s*,\s*import\.meta\.url""", re.MULTILINE)

# Where quoted includes are looked for, after the including file's own folder.
_ROOTS = ("shared/include/", "shared/src/", "server/", "wasm/", "")

# Made by shared/tools during the build, therefore in no list of tracked files.
GENERATED = re.compile(r"portcheck/rule_ids\.h|(?:[\w/]+/)?\w+\.(?:inc|generated\.h)")


def cpp_includes(tree, path):
    """(line, as written, resolved path or None, quoted?)"""
    for number, line in tree.lines(path):
        match = _INCLUDE.match(line)
        if not match:
            continue
        written = match[1] or match[2]
        quoted = match[1] is not None
        resolved = None
        if quoted or written.startswith("portcheck/"):
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
            tried = ([beside] if quoted else []) + [root + written for root in _ROOTS]
            resolved = next((candidate for candidate in tried if candidate in tree), None)
        yield number, written, resolved, quoted


def script_imports(tree, path):
    """(line, as written, path inside the repository or None for packages)"""
    text = tree.text(path)
    for match in _IMPORT.finditer(text):
        written = next(group for group in match.groups() if group is not None)
        number = text.count("\n", 0, match.end()) + 1
        relative = written.startswith(".")
        yield number, written, posixpath.normpath(posixpath.join(posixpath.dirname(path), written)) if relative else None
