"""Blocks in groff and TeX, set by these programs, and as plain text."""
import os
import pathlib
import re
import subprocess
import tempfile
import textwrap

from layouts import Picture
from pictures import signature_file

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "timeout": 120, "check": True}
FIXED = {**os.environ, "SOURCE_DATE_EPOCH": "1794787200", "FORCE_SOURCE_DATE": "1"}


def roff(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def groff_fields(rows, style):
    out = []
    for row in rows:
        if style == "line":
            out += [".LP", "     ".join(f"{roff(label)}: {roff(one) or '________________________'}" for label, one in row)]
            continue
        cells = ["T{\n%s\nT}" % (roff(x) or "\\&") for x in (
            [x for label, one in row for x in (label + ":", one)] if style in ("left", "grid") else
            [label for label, _ in row] + [one for _, one in row] if style == "above" else [one for _, one in row] + [label for label, _ in row])]
        wide = len(row) * 2 if style in ("left", "grid") else len(row)
        each = {1: "5.5i", 2: "2.6i", 3: "1.7i", 4: "1.3i", 6: "0.9i"}[wide]
        lines = ["\t".join(cells[i:i + wide]) for i in range(0, len(cells), wide)]
        out += [".TS", "allbox tab(\t);" if style == "grid" else "tab(\t);", " ".join([f"lw({each})"] * wide) + ".", *lines, ".TE"]
    return out


def groff(path, blocks, device="pdf"):
    out = [".nr PO 1i", ".nr LL 6.5i", ".nr PS 11p"]
    for one in blocks:
        if one[0] in ("h", "h2"):
            out += [".SH", roff(one[1])]
        elif one[0] in ("p", "small"):
            out += [".LP", roff(one[1])]
        elif one[0] == "f":
            out += groff_fields(one[1], one[2])
        elif one[0] == "n":
            out += [".LP", ".ta 1.7i 3.4i 5.1i"] + [x for i in range(0, len(one[1]), one[2]) for x in ("\t".join(map(roff, one[1][i:i + one[2]])), ".br")]
        elif one[0] == "t":
            out += [".TS H", "allbox tab(\t);", " ".join("l" * len(one[1])) + ".", "\t".join(one[1]), ".TH",
                    *["\t".join(map(roff, row)) for row in one[2]], ".TE"]
        elif one[0] == "br":
            out.append(".bp")
    source = "\n".join(out) + "\n"
    made = subprocess.run(["groff", "-t", "-ms", "-K", "utf8", "-T" + device, "-P-pletter"], input=source.encode(), capture_output=True,
                          env=FIXED, timeout=60, check=True).stdout
    if device == "pdf":
        path.write_bytes(made)
    else:
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "a.ps").write_bytes(made)
            subprocess.run(["ps2pdf", f"{folder}/a.ps", path], env=FIXED, **QUIET)


def tex(text):
    return re.sub(r"([&%$#_{}])", r"\\\1", text).replace("~", "\\textasciitilde{}")


def tex_value(one):
    if isinstance(one, Picture):
        return "\\includegraphics[height=10mm]{signature.png}"
    return tex(one)


def tex_block(one):
    kind = one[0]
    if kind in ("h", "h2"):
        return f"\\section*{{{tex(one[1])}}}" if kind == "h" else f"\\subsection*{{{tex(one[1])}}}"
    if kind in ("p", "small"):
        return ("{\\footnotesize %s}\n" if kind == "small" else "%s\n") % tex(one[1])
    if kind == "n":
        rows = [" & ".join(map(tex, one[1][i:i + one[2]])) for i in range(0, len(one[1]), one[2])]
        return "\\begin{tabular}{%s}%s\\end{tabular}\n" % ("l" * one[2], "\\\\".join(rows))
    if kind == "t":
        rows = [" & ".join(map(tex, row)) for row in [one[1], *one[2]]]
        return "\\begin{longtable}{|%s}\\hline %s\\\\\\hline\\end{longtable}" % ("l|" * len(one[1]), "\\\\\\hline ".join(rows))
    if kind == "f":
        out = []
        for row in one[1]:
            if one[2] == "line":
                out.append(" \\quad ".join(f"{tex(label)}: \\underline{{{tex_value(value) or '~' * 40}}}" for label, value in row) + "\n")
            elif one[2] in ("left", "grid"):
                bar = "|" if one[2] == "grid" else ""
                rule = "\\hline" if bar else ""
                cells = " & ".join(f"{tex(label)}{'' if bar else ':'} & {tex_value(value)}" for label, value in row)
                out.append("\\begin{tabular}{%s}%s %s\\\\%s\\end{tabular}\n" % (bar + f">{{\\raggedright\\arraybackslash}}p{{{'62mm' if len(row) == 1 else '20mm'}}}{bar}p{{{150 // len(row) - (62 if len(row) == 1 else 26)}mm}}{bar}" * len(row), rule, cells, rule))
            else:
                labels = " & ".join("{\\scriptsize %s}" % tex(label) for label, _ in row)
                values = " & ".join(tex_value(value) or "~" for _, value in row)
                both = (labels, values) if one[2] == "above" else (values, labels)
                out.append("\\begin{tabular}{%s}%s\\\\%s\\end{tabular}\n" % (f"p{{{150 // len(row)}mm}}" * len(row), *both))
        return "\n".join(out)
    if kind == "cols":
        return "".join("\\begin{minipage}[t]{78mm}%s\\end{minipage}\\hfill " % "\n".join(map(tex_block, part)) for part in one[1:]) + "\n"
    return "\\newpage"


def latex(path, blocks, fonts="", program="pdflatex"):
    with tempfile.TemporaryDirectory() as folder:
        signature_file(folder)
        pathlib.Path(folder, "letter.tex").write_text(
            "\\documentclass[11pt]{article}\\usepackage[letterpaper,margin=25mm]{geometry}\\usepackage{graphicx,longtable,array}\\usepackage[T1]{fontenc}"
            + fonts + "\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{6pt}\\pagestyle{empty}\\begin{document}\\raggedright\n"
            + "\n".join(map(tex_block, blocks)) + "\n\\end{document}\n", encoding="utf-8")
        for _ in range(2):
            subprocess.run([program, "-interaction=batchmode", "letter.tex"], cwd=folder, env=FIXED, **QUIET)
        path.write_bytes(pathlib.Path(folder, "letter.pdf").read_bytes())


def plain_text(blocks):
    out = []
    for one in blocks:
        if one[0] in ("h", "h2", "p", "small"):
            out += [*(textwrap.wrap(one[1], 78)), ""]
        elif one[0] == "f":
            out += ["   ".join(f"{label}: {one or '______________'}" for label, one in row) for row in one[1]] + [""]
        elif one[0] == "n":
            out += ["   ".join(one[1][i:i + one[2]]) for i in range(0, len(one[1]), one[2])] + [""]
    return "\n".join(out)
