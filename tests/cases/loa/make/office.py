"""Blocks as an OpenDocument text, and what LibreOffice Writer makes of it: PDF, DOCX."""
import base64
import pathlib
import shutil
import subprocess
import tempfile
from xml.sax.saxutils import escape

from layouts import Picture
from pictures import signature_png

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.08in"/><style:text-properties
 style:font-name="Liberation Sans" fo:font-family="Liberation Sans" fo:font-size="10.5pt"/></style:style>
<style:style style:name="H" style:family="paragraph" style:parent-style-name="P"><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph" style:parent-style-name="P"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="S" style:family="paragraph" style:parent-style-name="P"><style:text-properties fo:font-size="7.5pt"/></style:style>
<style:style style:name="W" style:family="paragraph" style:parent-style-name="P"><style:text-properties fo:color="#ffffff"/></style:style>
<style:style style:name="T" style:family="paragraph" style:parent-style-name="P"><style:paragraph-properties><style:tab-stops>
<style:tab-stop style:position="2.3in"/><style:tab-stop style:position="4in"/><style:tab-stop style:position="4.8in"/><style:tab-stop
 style:position="5.4in"/><style:tab-stop style:position="6in"/></style:tab-stops></style:paragraph-properties></style:style>
<style:style style:name="B" style:family="paragraph" style:parent-style-name="P"><style:paragraph-properties fo:break-before="page"/></style:style>
<style:style style:name="U" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>
</office:styles><office:automatic-styles>
<style:style style:name="box" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #666666" fo:padding="0.03in"/></style:style>
<style:style style:name="open" style:family="table-cell"><style:table-cell-properties fo:padding="0.03in"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in" fo:margin="0.8in"/></style:page-layout>
</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/></office:master-styles>
<office:body><office:text>"""


def value(one):
    if isinstance(one, Picture):
        data = base64.b64encode(signature_png()).decode()
        return (f'<draw:frame text:anchor-type="as-char" svg:width="1.6in" svg:height="0.38in"><draw:image>'
                f"<office:binary-data>{data}</office:binary-data></draw:image></draw:frame>")
    return escape(one)


def paragraph(content, style="P"):
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def table(rows, box, header=0):
    out = [f'<table:table><table:table-column table:number-columns-repeated="{max(map(len, rows))}"/>']
    for i, row in enumerate(rows):
        cells = "".join(f'<table:table-cell table:style-name="{box}" office:value-type="string">{cell}</table:table-cell>' for cell in row)
        line = f"<table:table-row>{cells}</table:table-row>"
        out.append(f"<table:table-header-rows>{line}</table:table-header-rows>" if i < header else line)
    return "".join(out) + "</table:table>"


def fields(rows, style):
    if style == "line":
        tab = "<text:tab/>"
        return "".join(paragraph(tab.join(f'{escape(label)}: <text:span text:style-name="U">{value(one) or "_" * 24}</text:span>'
                                          for label, one in row), "T") for row in rows)
    if style == "left":
        return "".join(paragraph("<text:tab/>".join(f"{escape(label)}:<text:tab/>{value(one)}" for label, one in row), "T") for row in rows)
    out = []
    for row in rows:
        if style == "grid":
            out.append(table([[paragraph(x) for label, one in row for x in (escape(label), value(one))]], "box"))
            continue
        labels = [paragraph(escape(label), "S") for label, _ in row]
        values = [paragraph(value(one)) for _, one in row]
        out.append(table([labels, values] if style == "above" else [values, labels], "open"))
    return "".join(out)


def block(one):
    kind = one[0]
    if kind in ("h", "h2", "p", "small", "hidden"):
        return paragraph(escape(one[1]), {"h": "H", "h2": "H2", "p": "P", "small": "S", "hidden": "W"}[kind])
    if kind == "f":
        return fields(one[1], one[2])
    if kind == "t":
        return table([[paragraph(escape(cell)) for cell in row] for row in [one[1], *one[2]]], "box", header=1)
    if kind == "n":
        lines = [one[1][i:i + one[2]] for i in range(0, len(one[1]), one[2])]
        return "".join(paragraph("<text:tab/>".join(map(escape, line)), "T") for line in lines)
    if kind == "cols":
        return table([["".join(map(block, part)) for part in one[1:]]], "open")
    return paragraph("", "B")


def convert(source, target, output):
    """`output` as soffice names it: "pdf", "docx:MS Word 2007 XML"."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", output, "--outdir", scratch,
                        source], check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.move(f"{scratch}/{pathlib.Path(source).stem}.{output.split(':')[0]}", target)


def writer(path, blocks):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "letter.fodt"
        source.write_text(HEAD + "".join(map(block, blocks)) + "</office:text></office:body></office:document>", encoding="utf-8")
        convert(source, path, "docx:MS Word 2007 XML" if path.suffix == ".docx" else "pdf")


def printed_text(path, text):
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "letter.txt"
        source.write_text(text, encoding="utf-8")
        convert(source, path, "pdf")
