"""Blocks as HTML, and HTML printed to PDF by Chromium."""
import base64
import html
import pathlib
import subprocess
import tempfile

from layouts import Picture
from pictures import CURVE, signature_png

CSS = {
    "sans": "body{font:11pt Liberation Sans,sans-serif}",
    "serif": "body{font:11.5pt Liberation Serif,serif}h1{text-align:center;font-size:16pt}",
    "dense": "body{font:9pt DejaVu Sans,sans-serif}h1{font-size:13pt;border-bottom:2px solid #333}",
}
COMMON = """@page{size:%s;margin:%s}td{vertical-align:bottom;padding:2pt 6pt 2pt 0}table{border-collapse:collapse;width:100%%}
.grid td,.t td,.t th{border:1px solid #777;padding:3pt 5pt}.grid .l{background:#eef}.v{border-bottom:1px solid #333;height:14pt}
.above .l,.below .l{font-size:7.5pt;color:#444}.above .v,.below .v{height:15pt}.line u{display:inline-block;min-width:120pt;text-decoration:none;
border-bottom:1px solid #000}.n{columns:var(--n)}.cols{display:flex;gap:24pt}.cols>div{flex:1}img{height:30pt}.hidden{color:#fff}
h2{font-size:11pt;margin:8pt 0 3pt}small{color:#555}.page{break-before:page}"""


def text(value):
    if isinstance(value, Picture):
        if value.kind == "drawing":
            return f'<svg width="150" height="36" viewBox="0 0 300 72"><path d="{CURVE}" fill="none" stroke="#114" stroke-width="3"/></svg>'
        return f'<img src="data:image/png;base64,{base64.b64encode(signature_png()).decode()}">'
    return html.escape(value) or "&nbsp;"


def fields(rows, style):
    if style == "line":
        return "".join("<p class=line>" + " &nbsp; ".join(f"{html.escape(label)}: <u>{text(value)}</u>" for label, value in row) + "</p>"
                       for row in rows)
    out = []
    for row in rows:
        if style == "left":
            cells = "".join(f"<td class=l>{html.escape(label)}:</td><td class=v>{text(value)}</td>" for label, value in row)
            out.append(f"<table class=left><tr>{cells}</tr></table>")
        elif style == "grid":
            cells = "".join(f"<td class=l>{html.escape(label)}</td><td>{text(value)}</td>" for label, value in row)
            out.append(f"<table class=grid><tr>{cells}</tr></table>")
        else:
            labels = "".join(f"<td class=l>{html.escape(label)}</td>" for label, _ in row)
            values = "".join(f"<td class=v>{text(value)}</td>" for _, value in row)
            both = (labels, values) if style == "above" else (values, labels)
            out.append(f"<table class={style}><tr>{both[0]}</tr><tr>{both[1]}</tr></table>")
    return "".join(out)


def block(one):
    kind = one[0]
    if kind in ("h", "h2", "p", "small", "hidden"):
        tag = {"h": "h1", "h2": "h2", "p": "p", "small": "small", "hidden": "p class=hidden"}[kind]
        return f"<{tag}>{html.escape(one[1])}</{tag.split()[0]}>"
    if kind == "f":
        return fields(one[1], one[2])
    if kind == "t":
        head = "".join(f"<th>{html.escape(cell)}</th>" for cell in one[1])
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in one[2])
        return f"<table class=t><thead><tr>{head}</tr></thead>{rows}</table>"
    if kind == "n":
        return f'<div class=n style="--n:{one[2]}">' + "".join(f"<div>{html.escape(number)}</div>" for number in one[1]) + "</div>"
    if kind == "cols":
        return "<div class=cols>" + "".join(f"<div>{body(part)}</div>" for part in one[1:]) + "</div>"
    if kind == "raw":
        return one[1]
    return "<div class=page></div>"


def body(blocks):
    return "\n".join(block(one) for one in blocks)


def page(blocks, style="sans", size="Letter", margin="18mm", extra=""):
    return (f"<!doctype html><html lang=en><meta charset=utf-8><title>Letter of Authorization</title><style>{CSS[style]}"
            f"{COMMON % (size, margin)}{extra}</style><body>{body(blocks)}</body></html>")


def chromium(path, blocks, **look):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "letter.html"
        source.write_text(page(blocks, **look), encoding="utf-8")
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={folder}/profile",
                        f"--print-to-pdf={path}", source.as_uri()], check=True, timeout=120, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
