"""Pages that point somewhere point at something: links, anchors, and the file names in the folders' maps."""
import itertools
import posixpath
import re

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
IMAGE = re.compile(r"<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#{1,6}\s+(.*?)\s*#*\s*$")
CODE = re.compile(r"`([^`\s]+)`")
FENCE = re.compile(r"^\s*(```|~~~)")
# Made by the build or at run time, therefore not in the list of tracked files.
MADE = re.compile(r"(?:.*/)?(?:build|dist|data|node_modules)/.*|portcheck\.wasm|portcheck/rule_ids\.h|.*\.inc")
FILE_NAME = re.compile(r"[\w.*/{},<>-]+\.(?:cc|h|ts|mjs|js|py|sh|css|html|json|jsonc|csv|txt|md|cmake|sql|\{[\w,]+\})"
                       r"|[\w.-]+(?:/[\w.-]+)*/")


def prose(tree, path):
    """Lines outside of fenced code."""
    fenced = False
    for number, line in tree.lines(path):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            yield number, line


def anchor(heading):
    text = re.sub(r"`|\*|\[([^\]]*)\]\([^)]*\)", lambda match: match[1] or "", heading).lower()
    return re.sub(r"[^\w\- ]", "", text).replace(" ", "-")


def anchors(tree, path):
    return {anchor(match[1]) for _, line in prose(tree, path) if (match := HEADING.match(line))}


def braces(name):
    """csv.{h,cc} -> csv.h csv.cc"""
    match = re.match(r"(.*?)\{([^{}]*)\}(.*)", name)
    if not match:
        return [name]
    return list(itertools.chain.from_iterable(braces(match[1] + middle + match[3]) for middle in match[2].split(",")))


def exists(tree, folder, name):
    for base in {folder, ""}:
        path = posixpath.normpath(posixpath.join(base, name.rstrip("/")))
        if path in tree:
            return True
        if re.search(r"[*<]", path):
            pattern = re.sub(r"\\\*\\\*|\\\*|<[^>]*>|\\<.*?\\>", ".*", re.escape(path))
            if any(re.fullmatch(pattern, known) for known in tree.paths):
                return True
    return False


def check_links(tree, path):
    folder = posixpath.dirname(path)
    for number, line in prose(tree, path):
        bare = CODE.sub("", line)
        for target in [match[1] for match in LINK.finditer(bare)] + [match[1] for match in IMAGE.finditer(bare)]:
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            place, _, fragment = target.partition("#")
            goal = posixpath.normpath(posixpath.join(folder, place)) if place else path
            if goal not in tree and goal != ".":
                yield f"{path}:{number}: links to {target}, which is not there"
            elif fragment and goal.endswith(".md") and fragment not in anchors(tree, goal):
                yield f"{path}:{number}: links to {target}: no such heading"


def check_map(tree, path):
    """In README tables, names of files must be names of files."""
    folder = posixpath.dirname(path)
    for number, line in prose(tree, path):
        if not line.lstrip().startswith("|"):
            continue
        for token in CODE.findall(line.strip().strip("|").split("|")[0] if folder else line):
            if not FILE_NAME.fullmatch(token) or MADE.fullmatch(token):
                continue
            for name in braces(token):
                if not exists(tree, folder, name):
                    yield f"{path}:{number}: names {name}, which is not there"


HOUSE = ("shared", "wasm", "server", "web", "tests", "deploy")


def check(tree):
    for path in tree.matching(r".*\.md"):
        yield from check_links(tree, path)
        if posixpath.basename(path) == "README.md":
            yield from check_map(tree, path)
    for folder in HOUSE:
        if folder in tree and f"{folder}/README.md" not in tree:
            yield f"{folder}/: has no README.md"


ACCEPTED = {
    "README.md": "[build](deploy/README.md#how-it-works) ![x](docs/a.png) [web](https://example.com/a)\n"
                 "| Where | |\n|---|---|\n| rules | `shared/src/` `build/release/portcheck` |\n```\n[no](gone.md)\n```\n",
    "deploy/README.md": "# Deploy\n## How it *works*\n| `run.sh` | starts |\n| `a.{h,cc}` | pair |\n",
    "deploy/run.sh": "", "deploy/a.h": "", "deploy/a.cc": "", "docs/a.png": "", "shared/src/a.cc": "", "shared/README.md": "",
}
REJECTED = [
    ("a dead link", {"README.md": "[a](gone.md)\n"}, "links to gone.md"),
    ("a dead image", {"README.md": '<img src="docs/gone.png">\n'}, "docs/gone.png"),
    ("a dead anchor", {"README.md": "[a](#gone)\n# Here\n"}, "no such heading"),
    ("a file that moved", {"server/README.md": "| `old.cc` | was here |\n"}, "names old.cc"),
    ("half of a pair", {"server/README.md": "| `a.{h,cc}` | |\n", "server/a.h": ""}, "names a.cc"),
    ("a folder without a page", {"server/a.cc": ""}, "server/: has no README.md"),
]
