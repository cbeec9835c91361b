"""What a stranger who clones the repository must not stumble over. The patterns are written so that they miss themselves."""
import re

FORBIDDEN = [
    (re.compile(r"(?<![\w.:/-])/(?:wor[k]|hom[e]|roo[t]|User[s])/[\w.-]+"), "a path of one machine"),
    (re.compile(r"(?<![\w.:/-])/tm[p]/[\w.-]+"), "a fixed path in the shared temporary folder: use mktemp"),
    (re.compile(r"registr[y]\.[\w-]+\.\w+|npmj[s]\.(?:org|com)|\bpyp[i]\.org|artifactor[y]|verdacci[o]|prox[y]\.golang"),
     "names a package registry: which one is used is the machine's business"),
    (re.compile(r"\b(?:TOD[O]|FIXM[E])\b"), "unfinished: do it, or write an issue"),
    (re.compile(r"^(?:<{7}|>{7}) |^={7}$"), "a merge conflict"),
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KE[Y]-----"), "a private key"),
]
SKIPPED = r"tests/data/.*|LICENSE|tests/fuzz/corpus/.*"  # material made by others' programs


def check(tree):
    for path in tree.paths:
        if re.fullmatch(SKIPPED, path) or not tree.is_text(path):
            continue
        for number, line in tree.lines(path):
            for pattern, why in FORBIDDEN:
                match = pattern.search(line)
                if match:
                    yield f"{path}:{number}: {match[0]}: {why}"
        if path.endswith(("package-lock.json", ".npmrc")) and '"resolved"' in tree.text(path):
            yield f"{path}: holds download addresses; write it with npm's omit-lockfile-registry-resolved"
        if path.endswith(".h") and "#pragma once" not in tree.text(path):
            yield f"{path}: a header without #pragma once"


ACCEPTED = {
    "a.h": "#pragma once\n// https://example.com/home/x NXX-NXX-XXXX, build/work/file, see /etc/os-release\n",
    "deploy/a.sh": 'work=$(mktemp -d)\n"$work/lists"\n',
    "logo.png": b"\x89PNG\0\0TODO",
}
REJECTED = [
    ("a home folder", {"a.sh": "cd /ho" "me/ann/portcheck\n"}, "one machine"),
    ("a workplace", {"a.sh": 'cd "/wo' 'rk/main"\n'}, "one machine"),
    ("a fixed temporary file", {"a.sh": "echo >/tm" "p/portcheck.log\n"}, "mktemp"),
    ("a registry", {"web/.npmrc": "x=https://regist" "ry.example.org/\n"}, "package registry"),
    ("addresses in the lock file", {"web/package-lock.json": '{"resolved": "https://example.org/a.tgz"}\n'}, "download addresses"),
    ("unfinished work", {"a.cc": "// TO" "DO: later\n"}, "unfinished"),
    ("a conflict", {"a.cc": "<<<<" "<<< HEAD\n"}, "merge conflict"),
    ("a header that is read twice", {"a.h": "int a;\n"}, "#pragma once"),
]
