"""Every C++ source is named by a build file, once; every source that a build file names is there."""
import posixpath
import re

from cmake_files import commands

SOURCES = r"(shared/src|server|wasm)/.*\.cc"


def place_of(tree, path, word):
    """The path a word means: relative to the folder of the CMakeLists.txt that reads it."""
    own = posixpath.dirname(path)
    base = own
    while base and f"{base}/CMakeLists.txt" not in tree:
        base = posixpath.dirname(base)
    word = re.sub(r"^\$\{CMAKE_CURRENT_LIST_DIR\}", f"/{own}", word)
    word = re.sub(r"^\$\{CMAKE_CURRENT_SOURCE_DIR\}", f"/{base}", word)
    word = re.sub(r"^\$\{(PROJECT_SOURCE_DIR|CMAKE_SOURCE_DIR)\}", "", word)
    return posixpath.normpath(posixpath.join(f"/{base}", word)).lstrip("/")


def check(tree):
    named, globs = {}, []
    for path in tree.matching(r"(.*/)?CMakeLists\.txt|.*\.cmake"):
        for command, words in commands(tree.text(path)):
            recursive = command == "file" and words[:1] == ["GLOB_RECURSE"]
            for word in words:
                if not word.endswith(".cc") or command in ("if", "elseif"):
                    continue
                place = place_of(tree, path, word)
                if "*" in place:
                    globs.append(re.compile(re.escape(place).replace(r"\*", ".*" if recursive else "[^/]*")))
                elif "$" not in place:
                    named.setdefault(place, []).append(path)
    for source in tree.matching(SOURCES):
        if source not in named and not any(glob.fullmatch(source) for glob in globs):
            yield f"{source}: is named by no build file"
    for source, places in sorted(named.items()):
        if source not in tree and re.fullmatch(SOURCES, source):
            yield f"{places[0]}: names {source}, which is not there"
        if len(places) > 1:
            yield f"{source}: is named {len(places)} times ({', '.join(sorted(set(places)))})"


ACCEPTED = {
    "shared/CMakeLists.txt": "set(S src/check.cc # why\n  src/a.cc)\nfile(GLOB G ${CMAKE_CURRENT_LIST_DIR}/src/sheet/*.cc)\n",
    "server/CMakeLists.txt": "add_library(x main.cc)\nfile(GLOB_RECURSE D desk/*.cc)\n",
    "shared/src/check.cc": "", "shared/src/a.cc": "", "shared/src/sheet/csv.cc": "", "server/main.cc": "",
    "server/desk/demo/store.cc": "",
    "server/queue/sources.cmake": "set(Q queue/queue.cc)\n", "server/queue/queue.cc": "",
}
REJECTED = [
    ("a source that nothing compiles", {**ACCEPTED, "shared/src/b.cc": ""}, "b.cc: is named by no build file"),
    ("a source behind a glob that is not recursive", {**ACCEPTED, "shared/src/sheet/deep/a.cc": ""}, "is named by no build file"),
    ("a source in a comment", {**ACCEPTED, "shared/CMakeLists.txt": "# src/check.cc\n"}, "check.cc: is named by no build file"),
    ("a source that is gone", {"server/CMakeLists.txt": "add_library(x gone.cc)\n"}, "which is not there"),
    ("a source in two targets", {**ACCEPTED, "server/CMakeLists.txt": "add_library(x main.cc)\nadd_library(y main.cc)\n"
                                 "file(GLOB_RECURSE D desk/*.cc)\n"}, "is named 2 times"),
]
