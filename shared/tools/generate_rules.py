#!/usr/bin/env python3
"""rules.json -> the rule ids and messages of C++ and TypeScript.

    generate_rules.py --header rule_ids.h --table rule_table.inc     (C++)
    generate_rules.py --texts portcheck.en.txt --texts-table english_texts.inc
                      (the words in English: for a page, and the same bytes for C++)
    generate_rules.py --language languages/es.json --texts portcheck.es.txt
                      (the same in another language, which must have every sentence, placeholder and word)
    generate_rules.py --ts rules.ts                                  (TypeScript)

Refuses a catalogue that is not well formed, naming the rule and what is wrong with it.
Message placeholders: {name} the parameter, {n|one|many} the number and its noun, {?n|one|many} the noun alone,
{name@list} the words of `words` that the parameter's codes stand for.
"""
import argparse
import json
import pathlib
import re
import sys

SEVERITIES = ["error", "warning", "info"]
SCOPES = ["ticket", "file", "header", "row", "loa"]
TYPES = ["int", "string", "strings"]
MEMBERS = {"id", "scope", "severity", "severities", "title", "params", "fix", "message", "variants", "source",
           "since", "retired"}
PLACEHOLDER = re.compile(r"\{(\??)([a-z_]+)(?:@([a-z_]+))?((?:\|[^{}|]*)*)\}")


def wrong_placeholders(catalogue, where, text, params):
    for match in PLACEHOLDER.finditer(text):
        name, words, forms = match.group(2), match.group(3), match.group(4)
        if words and words not in catalogue["words"]:
            yield f"{where}: there is no list of words {words}"
        if name != "value" and name not in params:
            yield f"{where}: message uses the undeclared parameter {name}"
        elif forms and (forms.count("|") != 2 or params.get(name) != "int"):
            yield f"{where}: {{{name}|…}} needs two forms and an int"
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield f"{where}: broken placeholder in {text!r}"


def problems(catalogue):
    for code, remark in catalogue["remarks"].items():
        if not re.fullmatch(r"[a-z][a-z0-9_]*", code) or remark.keys() != {"params", "message"}:
            yield f"remarks: {code} is not of the form {{params, message}}"
        if re.search(r"[\t\n\0]", remark["message"]):
            yield f"remarks: {code}: a tab, line end or NUL in its words"
        yield from wrong_placeholders(catalogue, f"remarks: {code}", remark["message"], remark["params"])
    for code in catalogue["words"]["defect"]:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", code):
            yield f"words defect: {code} is no name for C++"
    seen = []
    for rule in catalogue["rules"]:
        rid = rule.get("id", "?")
        for member in rule.keys() - MEMBERS:
            yield f"{rid}: unknown member {member}"
        if not re.fullmatch(r"[A-Z]{3}-\d{3}", rid):
            yield f"{rid}: not of the form ABC-001"
        if rid in seen:
            yield f"{rid}: used twice"
        family = [s for s in seen if s[:3] == rid[:3]]
        if family and (family[-1] >= rid or seen[-1] != family[-1]):
            yield f"{rid}: not in the order of its family"
        seen.append(rid)
        if rule.get("severity") not in SEVERITIES or rule.get("scope") not in SCOPES:
            yield f"{rid}: wrong severity or scope"
        if rule["severity"] not in rule.get("severities", [rule["severity"]]):
            yield f"{rid}: severity is not among severities"
        for member in ("title", "source", "since"):
            if not rule.get(member):
                yield f"{rid}: {member} missing"
        if ("message" in rule) == ("variants" in rule):
            yield f"{rid}: needs either message or variants"
        if "variants" in rule and rule["params"].get("reason") != "string":
            yield f"{rid}: variants are chosen by the string parameter reason"
        for name, kind in rule["params"].items():
            if kind not in TYPES:
                yield f"{rid}: parameter {name} has the unknown type {kind}"
        for text in texts(rule).values():
            yield from wrong_placeholders(catalogue, rid, text, rule["params"])
        if re.search(r"[\t\n\0]", "".join([rule.get("title", ""), *texts(rule).keys(), *texts(rule).values()])):
            yield f"{rid}: a tab, line end or NUL in its words"


def texts(rule):
    return rule.get("variants") or {"": rule["message"]}


def c_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def symbol(rid):
    return rid.replace("-", "_")


def enum(name, codes, comment):
    """A closed list for C++, with none in front."""
    lines = [f"enum class {name} : uint8_t {{  // {comment}", "  none,"]
    return lines + [f"  {code}," for code in codes] + ["};", ""]


def cpp_header(catalogue):
    rules = catalogue["rules"]
    lines = ["// Generated from shared/rules.json by shared/tools/generate_rules.py. Do not edit.",
             "#pragma once", "", "#include <cstddef>", "#include <cstdint>", "#include <string_view>", "",
             "namespace portcheck {", "",
             "enum class Severity : uint8_t { error, warning, info };", "",
             f'inline constexpr std::string_view kRulesVersion = "{catalogue["rules_version"]}";',
             f"inline constexpr size_t kRuleCount = {len(rules)};", "",
             "enum class RuleId : uint16_t {"]
    lines += [f"  {symbol(r['id'])},  // {r['title']}" for r in rules]
    lines += ["};", ""]
    lines += enum("Defect", catalogue["words"]["defect"], "what of a file is wrong, or too large")
    lines += enum("RemarkId", catalogue["remarks"], "remark.h")
    lines += ['std::string_view to_string(RuleId rule);       // "NUM-001"',
              'std::string_view to_string(Defect defect);     // "checksum"; empty for none',
              'std::string_view to_string(RemarkId remark);',
              'std::string_view to_string(Severity severity);  // "error"',
              'std::string_view title(RuleId rule);           // "Not a ten-digit number"',
              "Severity default_severity(RuleId rule);", "", "}  // namespace portcheck", ""]
    return "\n".join(lines)


def id_runs(rules):
    """Family, first number and last one of what is numbered without a gap."""
    runs = []
    for family, number in ((rule["id"][:3], int(rule["id"][4:])) for rule in rules):
        if runs and runs[-1][0] == family and runs[-1][2] == number - 1:
            runs[-1][2] = number
        else:
            runs.append([family, number, number])
    return runs


def cpp_table(catalogue):
    lines = ["// Generated from shared/rules.json by shared/tools/generate_rules.py. Do not edit.",
             "constexpr IdRun kIdRuns[] = {"]
    lines += [f'    {{"{family}", {first}, {last}}},' for family, first, last in id_runs(catalogue["rules"])]
    letters = "".join(rule["severity"][0] for rule in catalogue["rules"])
    lines += ["};", f'constexpr char kSeverities[] = "{letters}";  // error, warning, info']
    lines += [f'constexpr char {name}[] = "|{"|".join(codes)}";  // for text/word_list.h' for name, codes in
              (("kDefects", catalogue["words"]["defect"]), ("kRemarks", catalogue["remarks"]))] + [""]
    return "\n".join(lines)


def language_file(catalogue, language="en"):
    """portcheck.texts/1, as include/portcheck/texts.h describes it."""
    lists = {**catalogue["words"], "remark": {code: remark["message"] for code, remark in catalogue["remarks"].items()}}
    count = sum(len(words) for words in lists.values())
    lines = [f"portcheck.texts/1 {language} {len(catalogue['rules'])} {count}"]
    for rule in catalogue["rules"]:
        variants = [piece for variant in texts(rule).items() for piece in variant]
        lines.append("\t".join([rule["id"], rule["title"], *variants]))
    lines += [f"{name}\t{code}\t{word}" for name, words in lists.items() for code, word in words.items()]
    return "\n".join(lines) + "\n"


def named(text):
    """What a sentence tells of its finding: the same in every language."""
    return {(match.group(2), match.group(3)) for match in PLACEHOLDER.finditer(text)}


def lacks(catalogue, language):
    """What another language has not, or has too much, compared with the catalogue's English."""
    english = {rule["id"]: rule for rule in catalogue["rules"]}
    for rid in english.keys() ^ language["rules"].keys():
        yield f"{rid}: {'missing' if rid in english else 'there is no such rule'}"
    for rid in english.keys() & language["rules"].keys():
        rule, theirs = english[rid], language["rules"][rid]
        if not theirs.get("title"):
            yield f"{rid}: title missing"
        ours, others = texts(rule), theirs.get("variants") or {"": theirs.get("message", "")}
        for reason in ours.keys() ^ others.keys():
            yield f"{rid}: variant {reason or 'without a reason'} {'missing' if reason in ours else 'is none of the rule'}"
        for reason in ours.keys() & others.keys():
            # A singular that is written out needs no number; everything else must be told.
            if named(ours[reason]) != named(others[reason]):
                yield f"{rid}: {reason or 'message'} does not name the same parameters as in English"
    for name, words in catalogue["words"].items():
        for code in words.keys() ^ language["words"].get(name, {}).keys():
            yield f"words {name}: {code} {'missing' if code in words else 'is no code of the list'}"
    ours, theirs = catalogue["remarks"], language["remarks"]
    for code in ours.keys() ^ theirs.keys():
        yield f"remarks: {code} {'missing' if code in ours else 'is none'}"
    for code in ours.keys() & theirs.keys():
        if named(ours[code]["message"]) != named(theirs[code]):
            yield f"remarks: {code} does not name the same parameters as in English"


def translated(catalogue, language):
    rules = [{**rule, **{"message": None, "variants": None}, **language["rules"][rule["id"]]} for rule in catalogue["rules"]]
    rules = [{name: value for name, value in rule.items() if value is not None} for rule in rules]
    remarks = {code: {**catalogue["remarks"][code], "message": text} for code, text in language["remarks"].items()}
    return {**catalogue, "rules": rules, "words": language["words"], "remarks": remarks}


def cpp_texts(catalogue):
    lines = ["// Generated from shared/rules.json by shared/tools/generate_rules.py. Do not edit.",
             "constexpr char kEnglish[] ="]
    lines += ["    " + c_string(line).replace("\t", "\\t").replace("\n", "\\n")
              for line in language_file(catalogue).splitlines(keepends=True)]
    return "\n".join(lines) + ";\n"


def typescript(catalogue):
    kinds = {"int": "number", "string": "string", "strings": "string[]"}
    lines = ["// Generated from shared/rules.json by shared/tools/generate_rules.py. Do not edit.",
             f'export const rulesVersion = "{catalogue["rules_version"]}";', "",
             'export type Severity = "error" | "warning" | "info";',
             'export type Scope = "ticket" | "file" | "header" | "row" | "loa";', "",
             "export interface RuleParams {"]
    for rule in catalogue["rules"]:
        members = "; ".join(f"{name}?: {kinds[kind]}" for name, kind in rule["params"].items())
        lines.append(f'  "{rule["id"]}": {{ {members} }};' if members else f'  "{rule["id"]}": Record<string, never>;')
    lines += ["}", "", "export type RuleId = keyof RuleParams;", "",
              "export const rules: Record<RuleId, { title: string; severity: Severity; scope: Scope }> = {"]
    for rule in catalogue["rules"]:
        lines.append(f'  "{rule["id"]}": {{ title: {json.dumps(rule["title"])}, severity: "{rule["severity"]}", '
                     f'scope: "{rule["scope"]}" }},')
    lines += ["};", "", "export interface RemarkParams {"]
    for code, remark in catalogue["remarks"].items():
        members = "; ".join(f"{name}: {kinds[kind]}" for name, kind in remark["params"].items())
        lines.append(f"  {code}: {{ {members} }};" if members else f"  {code}: Record<string, never>;")
    lines += ["}", "", "export type RemarkCode = keyof RemarkParams;", ""]
    return "\n".join(lines)


def write(path, text):
    path = pathlib.Path(path)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rules", default=here.parent / "rules.json")
    parser.add_argument("--header")
    parser.add_argument("--table")
    parser.add_argument("--texts")
    parser.add_argument("--texts-table")
    parser.add_argument("--ts")
    parser.add_argument("--language")
    args = parser.parse_args()
    catalogue = json.loads(pathlib.Path(args.rules).read_text(encoding="utf-8"))
    wrong = list(problems(catalogue))
    if wrong:
        sys.exit("\n".join(f"{args.rules}: {line}" for line in wrong))
    if args.language:
        language = json.loads(pathlib.Path(args.language).read_text(encoding="utf-8"))
        wrong = sorted(lacks(catalogue, language)) or list(problems(translated(catalogue, language)))
        if wrong:
            sys.exit("\n".join(f"{args.language}: {line}" for line in wrong))
        write(args.texts, language_file(translated(catalogue, language), pathlib.Path(args.language).stem))
        return
    for path, make in ((args.header, cpp_header), (args.table, cpp_table), (args.texts, language_file),
                       (args.texts_table, cpp_texts), (args.ts, typescript)):
        if path:
            write(path, make(catalogue))


if __name__ == "__main__":
    main()
