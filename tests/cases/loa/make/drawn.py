"""Blocks put on the page by coordinates, as reportlab and cairo programs do; forms to be filled in; envelopes of e-sign services."""
import io

import cairo
import gi
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from layouts import Picture
from pictures import segments, signature_ink, signature_png

gi.require_version("Pango", "1.0")
gi.require_version("PangoCairo", "1.0")
from gi.repository import Pango, PangoCairo  # noqa: E402

LEFT, RIGHT, TOP, BOTTOM = 60, 552, 740, 60


def wrap(text, font, size, width):
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if stringWidth(longer, font, size) > width and line:
            lines.append(line)
            line = word
        else:
            line = longer
    return lines + [line]


class ReportlabPen:
    def __init__(self, path, size=letter, font="Helvetica"):
        self.canvas = canvas.Canvas(str(path), pagesize=size, invariant=1)
        self.font = font

    def text(self, x, y, text, size, bold=False, white=False):
        self.canvas.setFont(self.font + ("-Bold" if bold else ("-Roman" if self.font == "Times" else "")), size)
        self.canvas.setFillGray(1 if white else 0)
        self.canvas.drawString(x, y, text)

    def rule(self, x0, x1, y):
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x0, y, x1, y)

    def box(self, x, y, width, height):
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(x, y, width, height)

    def picture(self, x, y, kind):
        if kind == "drawing":
            start, curves = segments()
            path, put = self.canvas.beginPath(), lambda p: (x + p[0] * 0.45, y + 30 - p[1] * 0.45)
            path.moveTo(*put(start))
            for a, b, c in curves:
                path.curveTo(*put(a), *put(b), *put(c))
            self.canvas.setLineWidth(1.4)
            self.canvas.drawPath(path)
        else:
            self.canvas.drawImage(ImageReader(signature_ink()), x, y - 2, 120, 29, mask="auto")

    def page(self):
        self.canvas.showPage()

    def save(self):
        self.canvas.save()


class CairoPen:
    def __init__(self, path, font="DejaVu Serif"):
        self.surface = cairo.PDFSurface(str(path), 612, 792)
        self.surface.set_metadata(cairo.PDFMetadata.CREATE_DATE, "2026-11-20T09:00:00Z")
        self.context = cairo.Context(self.surface)
        self.font = font

    def text(self, x, y, text, size, bold=False, white=False):
        layout = PangoCairo.create_layout(self.context)
        layout.set_font_description(Pango.FontDescription(f"{self.font} {'Bold ' if bold else ''}{size * 0.72:.2f}"))
        layout.set_text(text, -1)
        self.context.set_source_rgb(*[1 if white else 0] * 3)
        self.context.move_to(x, 792 - y - layout.get_baseline() / Pango.SCALE)
        PangoCairo.show_layout(self.context, layout)

    def rule(self, x0, x1, y):
        self.context.set_line_width(0.5)
        self.context.move_to(x0, 792 - y)
        self.context.line_to(x1, 792 - y)
        self.context.stroke()

    def box(self, x, y, width, height):
        self.context.set_line_width(0.5)
        self.context.rectangle(x, 792 - y - height, width, height)
        self.context.stroke()

    def picture(self, x, y, kind):
        if kind == "drawing":
            start, curves = segments()
            put = lambda p: (x + p[0] * 0.45, 792 - y - 30 + p[1] * 0.45)
            self.context.move_to(*put(start))
            for a, b, c in curves:
                self.context.curve_to(*put(a), *put(b), *put(c))
            self.context.set_line_width(1.4)
            self.context.stroke()
            return
        image = cairo.ImageSurface.create_from_png(io.BytesIO(signature_png()))
        self.context.save()
        self.context.translate(x, 792 - y - 27)
        self.context.scale(0.4, 0.4)
        self.context.set_source_surface(image)
        self.context.paint()
        self.context.restore()

    def page(self):
        self.context.show_page()

    def save(self):
        self.surface.finish()


def draw(pen, blocks, size=10):
    """Puts blocks down the page; a new page where one is full."""
    state = {"y": TOP}

    def room(height):
        if state["y"] - height < BOTTOM:
            pen.page()
            state["y"] = TOP
        state["y"] -= height
        return state["y"]

    def value(x, y, one, width, line):
        if isinstance(one, Picture):
            pen.picture(x, y, one.kind)
        else:
            pen.text(x, y, one, size)
        if line:
            pen.rule(x, x + width, y - 3)

    def fields(rows, style):
        for row in rows:
            width = (RIGHT - LEFT) / len(row)
            high = max([34 if isinstance(one, Picture) else 19 for _, one in row])
            y = room(high + (12 if style in ("above", "below") else 0))
            for i, (label, one) in enumerate(row):
                x = LEFT + i * width
                if style in ("left", "line", "grid"):
                    indent = max(stringWidth(label + ":", "Helvetica", size) * 1.35 + 12, 150 if len(row) == 1 and style != "line" else 0)
                    pen.text(x, y, label + ("" if style == "grid" else ":"), size, bold=style == "grid")
                    value(x + indent, y, one, width - indent - 12, style != "left")
                    if style == "grid":
                        pen.box(x - 3, y - 5, width, high)
                else:
                    above = style == "above"
                    pen.text(x, y + high - 4 if above else y, label, size - 3)
                    value(x, y if above else y + 13, one, width - 16, True)

    for one in blocks:
        kind = one[0]
        if kind in ("h", "h2"):
            y = room(26 if kind == "h" else 20)
            pen.text(LEFT, y, one[1], size + (5 if kind == "h" else 1), bold=True)
        elif kind in ("p", "small", "hidden"):
            small = size - 3 if kind == "small" else size
            for line in wrap(one[1], "Helvetica", small * 1.12, RIGHT - LEFT):
                pen.text(LEFT, room(small * 1.4), line, small, white=kind == "hidden")
            state["y"] -= 5
        elif kind == "f":
            fields(one[1], one[2])
        elif kind == "n":
            width = (RIGHT - LEFT) / one[2]
            for i in range(0, len(one[1]), one[2]):
                y = room(14)
                for k, number in enumerate(one[1][i:i + one[2]]):
                    pen.text(LEFT + k * width, y, number, size)
        elif kind == "t":
            width = (RIGHT - LEFT) / len(one[1])
            for i, row in enumerate([one[1], *one[2]]):
                y = room(16)
                for k, cell in enumerate(row):
                    pen.text(LEFT + k * width, y, cell, size, bold=i == 0)
                pen.rule(LEFT, RIGHT, y - 4)
        elif kind == "cols":
            raise ValueError("no columns here")
        elif kind == "br":
            pen.page()
            state["y"] = TOP
    pen.save()


def reportlab(path, blocks, font="Helvetica", size=letter):
    draw(ReportlabPen(path, size, font), blocks)


def cairo_pango(path, blocks, font="DejaVu Serif"):
    draw(CairoPen(path, font), blocks, size=9.5)


def acroform(path, title, sentences, rows, values, number_lines=4, sign_field=False):
    """A form with fields; `rows` are (label, name), `values` by name: the default values, as a filled form has them."""
    page = canvas.Canvas(str(path), pagesize=letter, invariant=1)
    page.setFont("Times-Bold", 15)
    page.drawString(LEFT, TOP, title)
    y = TOP - 20
    for sentence in sentences:
        for line in wrap(sentence, "Times-Roman", 10, RIGHT - LEFT):
            page.setFont("Times-Roman", 10)
            page.drawString(LEFT, y, line)
            y -= 13
        y -= 4
    for label, name in rows:
        y -= 24
        page.setFont("Helvetica", 9)
        page.drawString(LEFT, y + 5, label)
        if name:
            high = 16 * number_lines if name == "numbers" else 17
            y -= high - 17
            page.acroForm.textfield(name=name, tooltip=label, value=values.get(name, ""), x=LEFT + 190, y=y, width=290, height=high, fontSize=9,
                                    borderStyle="inset", fieldFlags="multiline" if name == "numbers" else "")
    page.save()


def envelope_pages(path, pages, header=None, footer=None, marks=(), certificate=()):
    """What a service lays over the pages of a letter: a line at the top or the foot of each, marks as (page, x, y, text or Picture, size),
    and behind them pages of its own: a list of rows (size, bold, [(x, text), ...])."""
    pen = ReportlabPen(path)
    for page in range(1, pages + 1):
        if header:
            pen.text(20, 775, header, 7)
        if footer:
            pen.text(330, 22, footer, 7)
        for at, x, y, one, size in marks:
            if at != page:
                continue
            if isinstance(one, Picture):
                pen.picture(x, y, one.kind)
            else:
                pen.text(x, y, one, size)
        pen.page()
    y = 750
    for size, bold, cells in certificate:
        for x, text in cells:
            pen.text(x, y, text, size, bold)
        y -= size + 6
    pen.save()
