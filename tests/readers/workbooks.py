"""Workbooks with awkward features: written by openpyxl and XlsxWriter at random, and by hand.

workbooks() gives Book after Book. The same seed gives the same books.
"""
import dataclasses
import datetime
import io
import random
import zipfile

import openpyxl
import openpyxl.worksheet.table
import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclasses.dataclass
class Book:
    name: str
    data: bytes
    # Truth where it is known, as in readers.Sheet.cells, of the first sheet.
    cells: dict = None
    # Reader -> why its answer is not asked for.
    without: dict = dataclasses.field(default_factory=dict)
    suffix: str = ".xlsx"


# --- at random ------------------------------------------------------------------------------------------------------

TEXTS = ["212-736-5014", "(212) 736-5021", "+1 212 736 5028", "2127365035", " 212-736-5042 ", "two\nlines", "a\tb", "&amp; <b>", "'", '"',
         "Espa\u00f1ol", "\u96fb\u8a71", "\U0001f4de", "\uff12\uff11\uff12", "https://www1.ringrevenue.com/c/4301?a=1&b=2#c", "TRUE", "#N/A", "1E5",
         "2026-10-03", "-", "0", "x" * 300, "\u00a0", "a\u200bb", "_x", "x_y_z"]
NUMBERS = [0, 1, -1, 2127365014, 8005551212, 12127365014, 8005551212.5, 1e-05, 1.5e300, 123456789012345, 0.1, 1 / 3, -2.5e-10]
FORMATS = ["General", "0", "0.00", "#,##0", "0%", "0.00%", "0.00E+00", "@", "(000) 000-0000", '"$"#,##0.00', "[Red]0;[Blue]-0",
           '0 "days"', "# ?/?", "[<=9999999]###-####;(###) ###-####", "000-00-0000"]
DATE_FORMATS = ["m/d/yyyy", "yyyy-mm-dd", "d-mmm-yy", "mmm d, yyyy", "m/d/yy h:mm", "[$-409]dddd, mmmm d, yyyy", 'yyyy"-"mm"-"dd hh:mm:ss']


def some_moment(rng):
    moment = datetime.datetime(1950, 1, 1) + datetime.timedelta(days=rng.randrange(40_000))
    return moment + datetime.timedelta(minutes=rng.randrange(1440)) if rng.random() < 0.5 else moment


def some_value(rng):
    kind = rng.random()
    if kind < 0.45:
        return rng.choice(TEXTS)
    if kind < 0.75:
        return rng.choice(NUMBERS) if rng.random() < 0.5 else rng.randrange(2_000_000_000, 9_999_999_999)
    return rng.random() < 0.5 if kind < 0.85 else some_moment(rng)


def some_places(rng):
    """Some dense, some in a corner of the sheet that nobody visits."""
    places = [(row, column) for row in range(1, 25) for column in range(1, 8) if rng.random() < 0.7]
    places += [(rng.randrange(100, 60_000), rng.randrange(1, 1000)) for _ in range(5)]
    return places + [(1_048_576, 1), (1, 1024)] if rng.random() < 0.2 else places


def random_openpyxl(seed):
    rng = random.Random(seed)
    book = openpyxl.Workbook()
    book.remove(book.active)
    if rng.random() < 0.3:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for index in range(rng.randrange(1, 4)):
        sheet = book.create_sheet(rng.choice(["Numbers", "A & B", "Tabelle 1", "\u756a\u53f7"]) + str(index))
        if index and rng.random() < 0.5:
            sheet.sheet_state = rng.choice(["hidden", "veryHidden"])
        for row, column in some_places(rng):
            value = some_value(rng)
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if isinstance(value, datetime.datetime):
                cell.number_format = rng.choice(DATE_FORMATS)
            elif not isinstance(value, bool):
                cell.number_format = rng.choice(FORMATS)
        for row in rng.sample(range(1, 25), 4):
            sheet.row_dimensions[row].hidden = True
        for column in rng.sample("ABCDEFGH", 2):
            sheet.column_dimensions[column].hidden = True
        if rng.random() < 0.5:
            sheet.auto_filter.ref = "A1:G24"
        if rng.random() < 0.5:
            for column in range(10, 13):
                sheet.cell(30, column, f"Head {column}")
                sheet.cell(31, column, column)
            sheet.add_table(openpyxl.worksheet.table.Table(displayName=f"Table{index}", ref="J30:L31"))
        sheet.merge_cells("B30:D31")
        sheet["B30"] = "merged"
    out = io.BytesIO()
    book.save(out)
    return Book(f"openpyxl-{seed}", out.getvalue())


def random_xlsxwriter(seed, name, **options):
    rng = random.Random(seed)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False,
                                     "strings_to_urls": False, **options})
    formats = [book.add_format({"num_format": code}) for code in FORMATS]
    date_formats = [book.add_format({"num_format": code}) for code in DATE_FORMATS]
    bold = book.add_format({"bold": True})
    for index in range(rng.randrange(1, 4)):
        sheet = book.add_worksheet()
        if index and rng.random() < 0.5:
            sheet.hide()
        for column in rng.sample(range(8), 2):
            sheet.set_column(column, column, None, None, {"hidden": True})
        hidden = rng.sample(range(24), 4)
        done = set()
        for row, column in sorted(some_places(rng)):
            value = some_value(rng)
            if row - 1 in hidden and row not in done:
                sheet.set_row(row - 1, None, None, {"hidden": True})
                done.add(row)
            if isinstance(value, bool):
                sheet.write_boolean(row - 1, column - 1, value)
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(row - 1, column - 1, value, rng.choice(date_formats))
            elif isinstance(value, str) and value.strip() == value and value not in ("TRUE", "#N/A") and rng.random() < 0.2:
                sheet.write_formula(row - 1, column - 1, '="" & "' + value.replace('"', '""') + '"', None, value)
            elif isinstance(value, str) and len(value) > 3 and "constant_memory" not in options and value.strip() == value:
                sheet.write_rich_string(row - 1, column - 1, value[:2], bold, value[2:])
            elif isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value, rng.choice(formats))
            elif rng.random() < 0.2:
                sheet.write_formula(row - 1, column - 1, f"={value!r}", rng.choice(formats), value)
            else:
                sheet.write_number(row - 1, column - 1, value, rng.choice(formats))
        sheet.autofilter(0, 0, 23, 6)
    book.close()
    return Book(f"{name}-{seed}", out.getvalue())


# --- by hand --------------------------------------------------------------------------------------------------------

STYLES = ('<styleSheet xmlns="{main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
          '<numFmt numFmtId="165" formatCode="(000)\\ 000\\-0000"/><numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts>'
          '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0"/><xf numFmtId="164" '
          'applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="10" '
          'applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1"/></cellXfs></styleSheet>')
STRINGS = ('<sst xmlns="{main}"><si><t>212-736-5014</t></si><si><r><t xml:space="preserve">half </t></r><r><rPr><b/></rPr><t>bold</t></r></si>'
           '<si><t xml:space="preserve"> spaces </t></si><si><t>\u6771\u4eac</t><rPh sb="0" eb="2"><t>\u30c8\u30a6\u30ad\u30e7\u30a6</t></rPh>'
           '<phoneticPr fontId="0"/></si><si><t>two\nlines</t></si><si><t/></si><si><t>&lt;a&gt; &amp; &#x41;</t></si></sst>')
ROWS = ('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c>'
        '<c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c><c r="G1" t="s"><v>6</v></c></row>'
        '<row r="3" hidden="1"><c r="A3"><v>8005551212</v></c><c r="B3"><v>8.005551212E9</v></c><c r="C3" s="3"><v>2127365014</v></c>'
        '<c r="D3" s="4"><v>0.125</v></c><c r="E3" s="1"><v>46298</v></c><c r="F3" s="2"><v>46298.5</v></c><c r="G3" s="5"><v>0.25</v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>inline</t></is></c><c r="B4" t="inlineStr"><is><r><t>in</t></r><r><rPr><b/></rPr>'
        '<t>line</t></r></is></c><c r="C4" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="D4" t="b"><v>1</v></c><c r="E4" t="b"><v>0</v></c>'
        '<c r="F4" t="e"><v>#N/A</v></c><c r="G4"><f>1+1</f><v>2</v></c><c r="H4" s="6"/><c r="XFD4"><v>1</v></c></row>')
CELLS = {(1, 1): "212-736-5014", (1, 2): "half bold", (1, 3): " spaces ", (1, 4): "\u6771\u4eac", (1, 5): "two\nlines", (1, 7): "<a> & A",
         (3, 1): 8005551212.0, (3, 2): 8005551212.0, (3, 3): 2127365014.0, (3, 4): 0.125, (3, 5): ("date", "2026-10-03"),
         (3, 6): ("date", "2026-10-03 12:00:00"), (3, 7): ("date", "06:00:00"), (4, 1): "inline", (4, 2): "inline", (4, 3): "ab",
         (4, 4): True, (4, 5): False, (4, 6): ("error", "#N/A"), (4, 7): 2.0, (4, 16384): 1.0}


class Package:
    """An Excel package, part by part. Names may be changed, left out, written oddly."""

    def __init__(self, rows=ROWS, strict=False):
        main, office = (STRICT, STRICT_OFFICE) if strict else (MAIN, OFFICE)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        self.parts = {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
                                   f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
                                   f'<Override PartName="/xl/workbook.xml" ContentType="{kind}sheet.main+xml"/>'
                                   f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}worksheet+xml"/>'
                                   f'<Override PartName="/xl/styles.xml" ContentType="{kind}styles+xml"/>'
                                   f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}sharedStrings+xml"/></Types>',
            "_rels/.rels": self.relationships(("rId1", office + "/officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="Numbers" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": self.relationships(
                ("rId1", office + "/worksheet", "worksheets/sheet1.xml"), ("rId2", office + "/styles", "styles.xml"),
                ("rId3", office + "/sharedStrings", "sharedStrings.xml")),
            "xl/styles.xml": STYLES.replace("{main}", main),
            "xl/sharedStrings.xml": STRINGS.replace("{main}", main),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        }

    @staticmethod
    def relationships(*links):
        return (f'<Relationships xmlns="{PACKAGE}/relationships">'
                + "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in links) + "</Relationships>")

    def edit(self, part, *changes):
        for before, after in changes:
            assert before in self.parts[part], (part, before)
            self.parts[part] = self.parts[part].replace(before, after)
        return self

    def rename(self, before, after):
        self.parts = {after if name == before else name: xml for name, xml in self.parts.items()}
        return self.edit("[Content_Types].xml", ("/" + before, "/" + after))

    def drop(self, *names):
        for name in names:
            del self.parts[name]
        return self

    def zipped(self, method=zipfile.ZIP_DEFLATED, stream=False, zip64=False, encoding="utf-8", declare=True):
        out = io.BytesIO()
        target = Unseekable(out) if stream else out  # zipfile writes data descriptors to what it cannot seek in
        with zipfile.ZipFile(target, "w", method) as archive:
            for name, xml in self.parts.items():
                head = f'<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n' if declare else ""
                with archive.open(zipfile.ZipInfo(name, (2026, 11, 2, 9, 0, 0)), "w", force_zip64=zip64) as part:
                    part._compress_type = method
                    part.write((head + xml).encode(encoding))
        return out.getvalue()


class Unseekable:
    def __init__(self, out):
        self.out = out

    def write(self, data):
        return self.out.write(data)

    def flush(self):
        pass


def with_prefix(package):
    """Every SpreadsheetML element as <x:…>."""
    for name in ("xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        xml = package.parts[name].replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
        package.parts[name] = xml.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    return package


def by_hand():
    def book(name, package, cells=CELLS, without=None, **how):
        return Book("hand-" + name, package.zipped(**how), cells, without or {})

    def sheet(name, rows, cells, without=None, **strict):
        return book(name, Package(rows, **strict), cells, without)

    yield book("plain", Package())
    yield book("strict", Package(strict=True), without={"openpyxl": "knows the transitional form only"})
    yield book("prefix", with_prefix(Package()))
    yield book("absolute", Package().edit("_rels/.rels", ('"xl/', '"/xl/')).edit(
        "xl/_rels/workbook.xml.rels", ('"worksheets/', '"/xl/worksheets/'), ('"styles', '"/xl/styles'), ('"shared', '"/xl/shared')))
    yield book("dots", Package().edit("xl/_rels/workbook.xml.rels", ('"worksheets/', '"./../xl/worksheets/')),
               without={"openpyxl": "does not resolve dots", "libreoffice": "does not resolve dots"})
    yield book("other-names", Package().rename("xl/worksheets/sheet1.xml", "xl/one.xml").rename("xl/sharedStrings.xml", "xl/words.xml").edit(
        "xl/_rels/workbook.xml.rels", ("worksheets/sheet1.xml", "one.xml"), ("sharedStrings.xml", "words.xml")))
    yield book("descriptors", Package(), stream=True)
    yield book("stored", Package(), method=zipfile.ZIP_STORED)
    yield book("stored-descriptors", Package(), method=zipfile.ZIP_STORED, stream=True)
    yield book("zip64", Package(), zip64=True)
    yield book("utf-16", Package(), encoding="utf-16")
    yield book("no-declaration", Package(), declare=False)
    yield book("no-styles", Package(ROWS.replace(' s="', ' x="')).drop("xl/styles.xml").edit(
        "[Content_Types].xml", ('/xl/styles.xml', '/xl/none.xml')).edit("xl/_rels/workbook.xml.rels", ('"styles.xml"', '"none.xml"')),
        {**CELLS, (3, 5): 46298.0, (3, 6): 46298.5, (3, 7): 0.25},
        {"openpyxl": "needs the part"})
    inline = '<row r="2"><c r="B2" t="inlineStr"><is><t>only inline</t></is></c><c r="C2"><v>5</v></c></row>'
    package = Package(inline).drop("xl/sharedStrings.xml")
    package.parts["xl/_rels/workbook.xml.rels"] = package.parts["xl/_rels/workbook.xml.rels"].replace(
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>', "")
    package.parts["[Content_Types].xml"] = package.parts["[Content_Types].xml"].replace(
        '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>', "")
    yield book("no-strings", package, {(2, 2): "only inline", (2, 3): 5.0})
    yield book("comments", Package("<!-- <row> -->" + ROWS.replace("</row>", "<?pi?></row>\n\t<!-- r -->").replace("<v>0</v>", "<v><!-- 1 -->0</v>")))
    yield book("quotes", Package(ROWS.replace('"', "'").replace("'a'&amp;'b'", '"a"&amp;"b"').replace("<c r=", "<c\n\tr = ")))
    days_1904 = Package()
    days_1904.edit("xl/workbook.xml", ("<sheets>", '<workbookPr date1904="1"/><sheets>'), (
        "</workbook>", '<extLst><ext uri="{79F54976-1DA5-4618-B147-4CDE4B953A38}" xmlns:x14="http://schemas.microsoft.com/office/'
                       'spreadsheetml/2009/9/main"><x14:workbookPr defaultImageDpi="32767"/></ext></extLst></workbook>'))
    yield book("1904", days_1904, {**CELLS, (3, 5): ("date", "2030-10-04"), (3, 6): ("date", "2030-10-04 12:00:00")})

    yield sheet("no-references", "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>5</v></c></row>",
                {(1, 1): 1.0, (1, 3): 3.0, (3, 1): 5.0})
    yield sheet("some-references", '<row><c><v>1</v></c></row><row r="5"><c r="C5"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>',
                {(1, 1): 1.0, (5, 3): 2.0, (5, 4): 3.0, (6, 1): 4.0})
    yield sheet("iso-dates", '<row r="1"><c r="A1" t="d" s="1"><v>2026-10-03</v></c><c r="B1" t="d" s="2"><v>2026-10-03T14:05:00</v></c></row>',
                {(1, 1): ("date", "2026-10-03"), (1, 2): ("date", "2026-10-03 14:05:00")}, {"libreoffice": "7.4 reads midnight only"})
    texts = ["_x000D_", "a_x000D_\nb", "_x005F_x0041_", "_x0041_", "_xD83D__xDCDE_", "_x00_", "_X000D_", "x_x000d_x"]
    meant = ["\r", "a\r\nb", "_x0041_", "A", "\U0001f4de", "_x00_", "_X000D_", "x\rx"]
    yield sheet("escapes", "".join(f'<row r="{i}"><c r="A{i}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>'
                                   for i, text in enumerate(texts, 1)),
                {(i, 1): text for i, text in enumerate(meant, 1)},
                {"openpyxl": "leaves escapes to its caller", "libreoffice": "takes line ends and surrogates another way"})
    yield sheet("cdata", '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[<b> & ]]>c</t></is></c></row>', {(1, 1): "<b> & c"})
    yield sheet("errors", "<row r='1'>" + "".join(f'<c r="{c}1" t="e"><f>x</f><v>{e}</v></c>' for c, e in zip(
        "ABCDEFG", ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"])) + "</row>",
                {(1, i): ("error", e) for i, e in enumerate(["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"], 1)},
                {"libreoffice": "computes them again"})
    yield sheet("spellings", '<row r="1"><c r="A1"><v>8005551212.0</v></c><c r="B1"><v>8005551212E0</v></c><c r="C1"><v>+8005551212</v></c>'
                '<c r="D1"><v> 8005551212 </v></c><c r="E1" t="n"><v>0080</v></c><c r="F1"><v>-0</v></c></row>',
                {(1, 1): 8005551212.0, (1, 2): 8005551212.0, (1, 3): 8005551212.0, (1, 4): 8005551212.0, (1, 5): 80.0, (1, 6): -0.0},
                {"libreoffice": "refuses a plus sign"})
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    yield sheet("corners", far, {(1, 1): 1.0, (1_048_576, 16_384): 2.0})
    yield sheet("more-in-cells", '<row r="1" spans="1:9" ht="15" x14ac:dyDescent="0.25" xmlns:x14ac="x"><c r="A1" cm="1" vm="1" ph="1" s="0"><v>1</v>'
                '<extLst><ext><v>9</v></ext></extLst></c><c r="B1"><f t="shared" ref="B1:B2" si="0">A1</f><v>1</v></c></row>'
                '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c><extLst/></row>',
                {(1, 1): 1.0, (1, 2): 1.0, (2, 2): 2.0}, {"openpyxl": "knows no extensions", "libreoffice": "computes the formulas again"})
    yield book("merged", Package().edit("xl/worksheets/sheet1.xml", (
        "</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>')),
               without={"openpyxl": "drops what is covered"})


ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style"))


def flat_by_hand():
    """OpenDocument tables as other programs than LibreOffice may write them."""
    def text(value, attributes=""):
        return f'<table:table-cell office:value-type="string" {attributes}><text:p>{value}</text:p></table:table-cell>'

    def number(value, attributes=""):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}/>'

    def row(cells, attributes=""):
        return f"<table:table-row {attributes}>{cells}</table:table-row>"

    def book(name, rows, cells, prefixes=(), without=None):
        xml = (f'<?xml version="1.0" encoding="UTF-8"?><office:document {ODF} office:version="1.2" '
               'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
               f'<table:table table:name="Numbers">{rows}</table:table></office:spreadsheet></office:body></office:document>')
        for before, after in prefixes:
            xml = xml.replace(f"xmlns:{before}=", f"xmlns:{after}=")
            for opening in ("<", "</", " "):
                xml = xml.replace(f"{opening}{before}:", f"{opening}{after}:")
        return Book("flat-" + name, xml.encode(), cells, {"openpyxl": "reads no OpenDocument", **(without or {})}, ".fods")

    twice = 'table:number-columns-repeated="2"'
    yield book("repeats", "<table:table-column/>" + row(text("a") + f"<table:table-cell {twice}/>" + number(7, twice), 'table:number-rows-repeated="3"')
               + row("<table:table-cell/>", 'table:number-rows-repeated="1000000"') + row(text("z")),
               {**{(r, c): v for r in (1, 2, 3) for c, v in ((1, "a"), (4, 7.0), (5, 7.0))}, (1_000_004, 1): "z"})
    yield book("groups", "<table:table-header-rows>" + row(text("1")) + "</table:table-header-rows><table:table-row-group><table:table-row-group>"
               + row(text("2")) + "</table:table-row-group>" + row(text("3")) + "</table:table-row-group><table:table-rows>" + row(text("4"))
               + "</table:table-rows>", {(i, 1): str(i) for i in range(1, 5)})
    yield book("hidden", f'<table:table-column/><table:table-column {twice} table:visibility="collapse"/>'
               + row(text("a") + text("b") + text("c") + text("d"))
               + row(text("a"), 'table:visibility="collapse"') + row(text("b"), 'table:visibility="filter" table:number-rows-repeated="2"'),
               {(1, 1): "a", (1, 2): "b", (1, 3): "c", (1, 4): "d", (2, 1): "a", (3, 1): "b", (4, 1): "b"})
    yield book("covered", row(text("a", twice.replace("repeated", "spanned") + ' table:number-rows-spanned="1"')
                              + text("under").replace("table-cell", "covered-table-cell") + text("c")), {(1, 1): "a", (1, 2): "under", (1, 3): "c"})
    yield book("paragraphs", row(
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a remark</text:p></office:annotation>'
        '<text:p>a<text:s/>b<text:s text:c="40"/>c<text:span>d</text:span>e</text:p><text:p/>'
        '<text:p>&lt;<text:a>f</text:a></text:p></table:table-cell>'), {(1, 1): "a b" + 40 * " " + "cde\n\n<f"})
    yield book("values", row(
        number("8.005551212E9") + number("0.125").replace("float", "percentage") + number("12").replace("float", "currency")
        + '<table:table-cell office:value-type="boolean" office:boolean-value="true"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-10-03"/>'
        '<table:table-cell office:value-type="date" office:date-value="2026-10-03T14:05:00"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT14H05M00S"/>'
        '<table:table-cell office:value-type="string" office:string-value="A &amp; B"/><table:table-cell><text:p>no type</text:p></table:table-cell>'),
               {(1, 1): 8005551212.0, (1, 2): 0.125, (1, 3): 12.0, (1, 4): True, (1, 5): ("date", "2026-10-03"),
                (1, 6): ("date", "2026-10-03 14:05:00"), (1, 7): ("date", "14:05:00"), (1, 8): "A & B", (1, 9): "no type"},
               without={"libreoffice": "shows dates by their styles only"})
    yield book("breaks", row(text("a<text:tab/>b<text:line-break/>c")), {(1, 1): "a\tb\nc"}, without={"libreoffice": "7.4 drops them"})
    yield book("prefixes", row(text("a") + number(1)), {(1, 1): "a", (1, 2): 1.0}, [("table", "t"), ("text", "x"), ("office", "o")],
               {"libreoffice": "knows flat files by the usual prefix"})


def workbooks(seeds):
    for seed in range(1, seeds + 1):
        yield random_openpyxl(seed)
        yield random_xlsxwriter(seed, "xlsxwriter")
        yield random_xlsxwriter(seed, "xlsxwriter-inline", constant_memory=True)
        yield random_xlsxwriter(seed, "xlsxwriter-1904", date_1904=True)
    yield from by_hand()
    yield from flat_by_hand()
