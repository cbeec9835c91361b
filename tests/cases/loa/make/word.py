"""Blocks as a Word document by python-docx, with what forms in Word have: content controls, tracked changes, text boxes."""
import datetime
import io
import pathlib
import tempfile

import docx
from docx.oxml import parse_xml
from docx.shared import Inches, Pt, RGBColor

from layouts import Picture
from office import convert
from pictures import signature_png

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STAMP = datetime.datetime(2026, 11, 20, 9, 0)


def put(paragraph, one, underline=False, blank="____________________"):
    if isinstance(one, Picture):
        paragraph.add_run().add_picture(io.BytesIO(signature_png()), width=Inches(1.6))
    else:
        paragraph.add_run(one or blank).underline = underline or None


def fields(into, rows, style):
    for row in rows:
        if style in ("line", "left"):
            paragraph = into.add_paragraph()
            for i, (label, one) in enumerate(row):
                paragraph.add_run(("\t" if i else "") + label + ":" + ("\t" if style == "left" else " "))
                put(paragraph, one, style == "line")
            continue
        table = into.add_table(rows=1 if style == "grid" else 2, cols=len(row) * (2 if style == "grid" else 1))
        if style == "grid":
            table.style = "Table Grid"
        for i, (label, one) in enumerate(row):
            if style == "grid":
                table.cell(0, 2 * i).text = label
                put(table.cell(0, 2 * i + 1).paragraphs[0], one, blank="")
            else:
                above = style == "above"
                table.cell(0 if above else 1, i).text = label
                put(table.cell(1 if above else 0, i).paragraphs[0], one, blank="")


def fill(into, blocks):
    for one in blocks:
        kind = one[0]
        if kind in ("h", "h2"):
            into.add_paragraph(style="Title" if kind == "h" else "Heading 2").add_run(one[1])
        elif kind in ("p", "small", "hidden"):
            run = into.add_paragraph().add_run(one[1])
            if kind == "small":
                run.font.size = Pt(8)
            if kind == "hidden":
                run.font.color.rgb = RGBColor(255, 255, 255)
        elif kind == "f":
            fields(into, one[1], one[2])
        elif kind == "t":
            table = into.add_table(rows=0, cols=len(one[1]), style="Table Grid")
            for row in [one[1], *one[2]]:
                for cell, content in zip(table.add_row().cells, row):
                    cell.text = content
        elif kind == "n":
            for i in range(0, len(one[1]), one[2]):
                into.add_paragraph("\t".join(one[1][i:i + one[2]]))
        elif kind == "cols":
            table = into.add_table(rows=1, cols=len(one) - 1)
            for cell, part in zip(table.rows[0].cells, one[1:]):
                fill(cell, part)
        elif kind == "xml":
            into.element.body.insert(-1, parse_xml(one[1]))
        elif kind == "br":
            into.add_page_break()


def control(label, content, title, placeholder=False):
    """A paragraph with a label and a content control."""
    showing = "<w:showingPlcHdr/>" if placeholder else ""
    return ("xml", f'<w:p {W}><w:r><w:t xml:space="preserve">{label}: </w:t></w:r><w:sdt><w:sdtPr><w:alias w:val="{title}"/>{showing}<w:text/>'
                   f"</w:sdtPr><w:sdtContent><w:r><w:t>{content}</w:t></w:r></w:sdtContent></w:sdt></w:p>")


def changed(label, deleted, inserted):
    """A paragraph with a label, what somebody struck out and what is there now."""
    who = 'w:author="Legal" w:date="2026-11-12T10:00:00Z"'
    return ("xml", f'<w:p {W}><w:r><w:t xml:space="preserve">{label}: </w:t></w:r><w:del w:id="1" {who}><w:r><w:delText>{deleted}</w:delText></w:r>'
                   f'</w:del><w:ins w:id="2" {who}><w:r><w:t>{inserted}</w:t></w:r></w:ins></w:p>')


def python_docx(path, blocks, through_writer=False):
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = STAMP
    document.core_properties.author = "python-docx"
    fill(document, blocks)
    if not through_writer:
        document.save(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        document.save(f"{folder}/letter.docx")
        convert(pathlib.Path(folder) / "letter.docx", path, "pdf")
