"""shared/rules.json is well-formed, each rule has its case, and a rule's id is written nowhere else."""
import json
import re

CATALOGUE = "shared/rules.json"
WITHOUT_CASE = "tests/policy/rules_without_case.txt"
ID = re.compile(r"[A-Z]{3}-\d{3}")
SEVERITIES = {"error", "warning", "info"}
LITERAL = re.compile(r'["\'`](([A-Z]{3})-\d{3})["\'`]')
COMMENT = re.compile(r"^\s*(?://|\*|/\*)")


def check_rules(rules):
    seen, families = set(), []
    for rule in rules:
        name = rule.get("id", "(no id)")
        if not ID.fullmatch(name):
            yield f"{CATALOGUE}: {name}: an id is three letters, a dash and three digits"
        if name in seen:
            yield f"{CATALOGUE}: {name}: is there twice"
        if families and families[-1] == name[:3] and seen and name < last:
            yield f"{CATALOGUE}: {name}: stands after {last}: ids are sorted within a family"
        if name[:3] in families[:-1]:
            yield f"{CATALOGUE}: {name}: its family is in two places"
        if not families or families[-1] != name[:3]:
            families.append(name[:3])
        seen.add(name)
        last = name
        if rule.get("severity") not in SEVERITIES:
            yield f"{CATALOGUE}: {name}: severity is one of {', '.join(sorted(SEVERITIES))}"
        for member in ("scope", "title", "source", "since"):
            if not rule.get(member):
                yield f"{CATALOGUE}: {name}: lacks {member}"
        texts = [rule["message"]] if "message" in rule else list(rule.get("variants", {}).values())
        if not texts:
            yield f"{CATALOGUE}: {name}: lacks a message"
        for text in texts:
            for used in re.findall(r"\{(\w+)", text):
                if used not in rule.get("params", {}) and used not in PLACES:
                    yield f"{CATALOGUE}: {name}: its message uses {{{used}}}, which is no param"


PLACES = {"file", "sheet", "row", "column", "cell", "value", "fix"}  # of every finding, beside the rule's own params


def check_cases(tree, ids):
    later = {line.split()[0] for _, line in tree.lines(WITHOUT_CASE) if line.strip() and not line.startswith("#")} \
        if WITHOUT_CASE in tree else set()
    cases = {path.rsplit("/", 1)[1][:7].upper() for path in tree.matching(r"tests/cases/(.*/)?[a-z]{3}-\d{3}.*\.json")}
    for name in sorted(ids - cases - later):
        yield f"tests/cases/{name.lower()}.json: is missing; a rule without a case is not known to work"
    for name in sorted(later & cases):
        yield f"{WITHOUT_CASE}: {name} has its case now: take it off this list"
    for name in sorted(later - ids):
        yield f"{WITHOUT_CASE}: {name}: no such rule"
    for name in sorted(cases - ids):
        yield f"tests/cases/{name.lower()}.json: no such rule"


def check_literals(tree, families):
    """C++ names rules by the generated ids, so that a wrong one does not compile (TypeScript's are literals of a type)."""
    for path in tree.matching(r"(shared/(src|include)|server|wasm)/.*\.(cc|h)"):
        for number, line in tree.lines(path):
            if COMMENT.match(line):
                continue
            for match in LITERAL.finditer(line.split("//")[0]):
                if match[2] in families:
                    yield f"{path}:{number}: {match[1]} as text: use the generated id"


def check(tree):
    if CATALOGUE not in tree:
        yield f"{CATALOGUE}: is missing"
        return
    try:
        rules = json.loads(tree.text(CATALOGUE))["rules"]
    except (ValueError, KeyError, TypeError) as error:
        yield f"{CATALOGUE}: {error!r}"
        return
    yield from check_rules(rules)
    yield from check_literals(tree, {rule.get("id", "")[:3] for rule in rules})
    yield from check_cases(tree, {rule.get("id", "") for rule in rules if "retired" not in rule})


def sample(*ids, **changes):
    rule = {"scope": "row", "severity": "error", "title": "t", "source": "s", "since": "2026-11", "params": {}, "message": "m"}
    return json.dumps({"rules": [{"id": name, **rule, **changes} for name in ids]})


CASE = {"tests/cases/row-001.json": "{}"}
ACCEPTED = {CATALOGUE: sample("ROW-001", "ROW-002", "FIL-001"), **CASE, "tests/cases/fil-001.json": "{}",
            WITHOUT_CASE: "# why\nROW-002 comes later\n", "shared/src/a.cc": '// as in "ROW-001"\n',
            "server/a.cc": 'digest("SHA-256", bytes);\n'}
REJECTED = [
    ("an id twice", {CATALOGUE: sample("ROW-001", "ROW-001"), **CASE}, "is there twice"),
    ("ids out of order", {CATALOGUE: sample("ROW-002", "ROW-001")}, "sorted within a family"),
    ("a split family", {CATALOGUE: sample("ROW-001", "FIL-001", "ROW-002")}, "in two places"),
    ("a strange id", {CATALOGUE: sample("ROW-1")}, "three digits"),
    ("an unknown severity", {CATALOGUE: sample("ROW-001", severity="bad"), **CASE}, "severity is one of"),
    ("a rule without a source", {CATALOGUE: sample("ROW-001", source=""), **CASE}, "lacks source"),
    ("a message with an unknown param", {CATALOGUE: sample("ROW-001", message="{count} rows"), **CASE}, "which is no param"),
    ("a rule without a case", {CATALOGUE: sample("ROW-001")}, "is missing; a rule"),
    ("a list that does not shrink", {CATALOGUE: sample("ROW-001"), **CASE, WITHOUT_CASE: "ROW-001 later\n"}, "take it off"),
    ("a case of no rule", {CATALOGUE: sample("ROW-001"), **CASE, "tests/cases/row-009.json": "{}"}, "row-009.json: no such rule"),
    ("a rule named by text", {CATALOGUE: sample("ROW-001"), **CASE, "server/a.cc": 'if (rule == "ROW-001") {}\n'}, "use the generated id"),
    ("broken JSON", {CATALOGUE: "{"}, "JSONDecodeError"),
]
