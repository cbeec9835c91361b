"""Three readers of spreadsheets, one answer: ours, openpyxl, and LibreOffice by way of its flat XML.

A book is a list of sheets; see Sheet. Values are comparable between readers: text as str, numbers as float, booleans as bool,
errors and dates as ("error", "#N/A") and ("date", "2026-10-03 14:05:00").
"""
import dataclasses
import datetime
import json
import pathlib
import subprocess
import warnings
import xml.etree.ElementTree as ET

import openpyxl

BATCH = 200  # files one LibreOffice converts


class Refused(Exception):
    """The reader says that it cannot read the file, and why."""


@dataclasses.dataclass
class Sheet:
    name: str
    hidden: bool = False
    cells: dict = dataclasses.field(default_factory=dict)  # (row, column) -> value
    hidden_rows: set = dataclasses.field(default_factory=set)  # with data
    hidden_columns: int = 0  # with data


def shown_moment(value):
    """As our readers show dates: without a time at midnight, and times alone without a day."""
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S")
    if not isinstance(value, datetime.datetime):
        return value.isoformat()
    value = (value + datetime.timedelta(microseconds=500_000)).replace(microsecond=0)
    return value.strftime("%Y-%m-%d" if value.time() == datetime.time() else "%Y-%m-%d %H:%M:%S")


def ours(program, path):
    out = subprocess.run([program, str(path)], check=True, timeout=60, capture_output=True, text=True).stdout
    lines = [json.loads(line) for line in out.split("\n") if line]
    if lines[0]["problem"]["status"] != "ok":
        raise Refused("{status}: {what}".format(**lines[0]["problem"]))
    sheets, problem, current = [], None, Sheet("")
    for line in lines[1:]:
        if "row" in line:
            for column, kind, text in line["cells"]:
                value = {"text": text, "boolean": text == "TRUE", "error": ("error", text), "date": ("date", text)}.get(kind)
                current.cells[line["row"], column] = float(text) if kind == "number" else value
            if line["hidden"]:
                current.hidden_rows.add(line["row"])
            continue
        current.name, current.hidden, current.hidden_columns = line["name"], line["hidden"], line["hidden_columns"]
        if line["problem"]["status"] != "ok":
            problem = problem or Refused("{status}: {what}".format(**line["problem"]))
        sheets.append(current)
        current = Sheet("")
    if problem:
        raise problem
    return sheets


def of_openpyxl(path):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:
        raise Refused(f"{type(error).__name__}: {error}") from error
    sheets = []
    for source in book.worksheets:
        sheet = Sheet(source.title, source.sheet_state != "visible")
        for cell in source._cells.values():
            value = cell.value
            if value is None or value == "":
                continue
            if cell.data_type == "e":
                value = ("error", value)
            elif isinstance(value, (datetime.date, datetime.time)):
                value = ("date", shown_moment(value))
            elif isinstance(value, datetime.timedelta):
                value = ("date", str(value).rjust(8, "0"))
            elif not isinstance(value, (bool, str)):
                value = float(value)
            sheet.cells[cell.row, cell.column] = value
        columns = {column for _, column in sheet.cells}
        for dimension in source.column_dimensions.values():
            if dimension.hidden:
                first, last = dimension.min or 0, dimension.max or 0
                sheet.hidden_columns += sum(first <= column <= last for column in columns)
        rows = {row for row, _ in sheet.cells}
        sheet.hidden_rows = {row for row, dimension in source.row_dimensions.items() if dimension.hidden and row in rows}
        sheets.append(sheet)
    return sheets


OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CALCEXT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def paragraph_text(element):
    parts = [element.text or ""]
    for child in element:
        if child.tag == TEXT + "s":
            parts.append(" " * int(child.get(TEXT + "c", 1)))
        elif child.tag == TEXT + "tab":
            parts.append("\t")
        elif child.tag == TEXT + "line-break":
            parts.append("\n")
        elif child.tag != OFFICE + "annotation":
            parts.append(paragraph_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def flat_value(cell):
    shown = "\n".join(paragraph_text(child) for child in cell if child.tag == TEXT + "p")
    kind = cell.get(OFFICE + "value-type")
    if cell.get(CALCEXT + "value-type") == "error":
        return ("error", shown)
    if kind in ("float", "percentage", "currency"):
        if cell.get(TABLE + "formula") in ("of:=TRUE()", "of:=FALSE()"):  # what booleans of a workbook become
            return cell.get(OFFICE + "value") == "1"
        return float(cell.get(OFFICE + "value"))
    if kind == "boolean":
        return cell.get(OFFICE + "boolean-value") == "true"
    if kind == "date":
        moment = datetime.datetime.fromisoformat(cell.get(OFFICE + "date-value")[:26])
        return ("date", shown_moment(moment))
    if kind == "time":
        hours, minutes, seconds = cell.get(OFFICE + "time-value")[2:-1].replace("H", " ").replace("M", " ").split()
        return ("date", f"{hours}:{minutes}:{round(float(seconds)):02}")
    return cell.get(OFFICE + "string-value", shown)


def of_flat_xml(path):
    """Reads .fods as LibreOffice writes it."""
    root = ET.parse(path).getroot()
    hidden_styles = {style.get(STYLE + "name") for style in root.iter(STYLE + "style")
                     for properties in style.iter(STYLE + "table-properties") if properties.get(TABLE + "display") == "false"}
    sheets = []
    for table in root.find(f"{OFFICE}body/{OFFICE}spreadsheet").findall(TABLE + "table"):
        if table.get(TABLE + "name").startswith("'file:"):
            continue
        sheet = Sheet(table.get(TABLE + "name"), table.get(TABLE + "style-name") in hidden_styles)
        hidden_columns, column = set(), 1
        for element in table.iter(TABLE + "table-column"):
            repeat = int(element.get(TABLE + "number-columns-repeated", 1))
            if element.get(TABLE + "visibility") in ("collapse", "filter"):
                hidden_columns.update(range(column, column + repeat))
            column += repeat
        number = 1
        for row in table.iter(TABLE + "table-row"):
            values, column = {}, 1
            for cell in row:
                repeat = int(cell.get(TABLE + "number-columns-repeated", 1))
                value = flat_value(cell)
                if value != "":
                    values.update((column + i, value) for i in range(repeat))
                column += repeat
            repeat = int(row.get(TABLE + "number-rows-repeated", 1))
            if values:
                for i in range(number, number + repeat):
                    sheet.cells.update(((i, column), value) for column, value in values.items())
                if row.get(TABLE + "visibility") in ("collapse", "filter"):
                    sheet.hidden_rows.update(range(number, number + repeat))
            number += repeat
        sheet.hidden_columns = len(hidden_columns & {column for _, column in sheet.cells})
        sheets.append(sheet)
    return sheets


def convert(paths, suffix, folder):
    """What LibreOffice makes of the files, below `folder`; a file that it refuses is missing there."""
    out = pathlib.Path(folder, "as-" + suffix)
    for first in range(0, len(paths), BATCH):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
                        "--convert-to", suffix, "--outdir", str(out), *map(str, paths[first:first + BATCH])],
                       check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {path: out / (path.stem + "." + suffix) for path in paths}
