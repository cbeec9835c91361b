"""Word documents as python-docx and LibreOffice Writer write them: the words that the reader gives are those that were put in."""
import collections
import dataclasses
import io
import json
import pathlib
import random
import subprocess

import docx
import docx.enum.section
import docx.enum.text

import readers

FOOTER = "visible-17"  # stands on the first page, which is not the last
FLAT = pathlib.Path(__file__).with_name("letter.fodt")


@dataclasses.dataclass
class Letter:
    name: str
    data: bytes
    suffix: str
    words: list = dataclasses.field(default_factory=list)  # of the text
    furniture: list = dataclasses.field(default_factory=list)  # of headers and footers


class Words:
    """Words that stand nowhere else, with signs, ligatures and scripts among them."""

    def __init__(self, random_):
        self.random, self.given = random_, []

    def take(self, count):
        taken = []
        for _ in range(count):
            letters = self.random.choice(["abcdefgh", "0123456789-", "äöüßéñ", "日本語", "עברית", "\u2019&<>\"$"])
            taken.append("".join(self.random.choice(letters) for _ in range(self.random.randint(1, 8))) + str(len(self.given)))
            self.given.append(taken[-1])
        return taken


def fill(paragraph, words, random_):
    """One text in runs that begin and end within words."""
    text = " ".join(words)
    while text:
        size = random_.randint(1, 12)
        run = paragraph.add_run(text[:size])
        run.bold = random_.choice([True, False, None])
        text = text[size:]


def random_letter(seed):
    random_ = random.Random(seed)
    words = Words(random_)
    book = docx.Document()
    furniture = Words(random.Random(-seed))
    header, footer = book.sections[0].header, book.sections[0].footer
    for part, name in ((header, "h"), (footer, "f")):
        part.paragraphs[0].text = " ".join(f"{name}{word}" for word in furniture.take(3))
    for _ in range(random_.randint(5, 20)):
        kind = random_.choice(["text", "tabs", "table", "nested", "break", "page", "section", "style"])
        if kind == "table" or kind == "nested":
            table = book.add_table(random_.randint(1, 4), random_.randint(1, 4))
            for row in table.rows:
                for cell in row.cells:
                    cell.text = " ".join(words.take(random_.randint(0, 3)))
            if len(table.columns) > 1 and random_.random() < 0.5:
                table.cell(0, 0).merge(table.cell(0, 1))
            if kind == "nested":
                table.cell(0, 0).add_table(1, 2).cell(0, 1).text = " ".join(words.take(2))
            continue
        paragraph = book.add_paragraph(style="List Bullet" if kind == "style" else None)
        fill(paragraph, words.take(random_.randint(1, 12)), random_)
        if kind == "tabs":
            paragraph.add_run("\t" + words.take(1)[0] + "\t")
        elif kind == "break":
            paragraph.add_run().add_break()
            paragraph.add_run(words.take(1)[0])
        elif kind == "page":
            paragraph.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
        elif kind == "section":
            book.add_section(docx.enum.section.WD_SECTION.NEW_PAGE)
    out = io.BytesIO()
    book.save(out)
    named = [f"{name}{word}" for name, word in zip("hhhfff", furniture.given)]
    return Letter(f"letter-{seed}", out.getvalue(), ".docx", words.given, named)


def facts(program, path):
    out = subprocess.run([program, "facts", str(path)], timeout=60, capture_output=True, text=True)
    if not out.stdout:
        raise readers.Refused(out.stderr.strip())
    return json.loads(out.stdout)


def words_of(document, ink="visible"):
    return [word for span in document.get("spans", []) if span.get("ink", "visible") == ink for word in span["text"].split()]


def bag_differences(mine, others, of):
    mine, others = collections.Counter(mine), collections.Counter(others)
    for word in sorted((mine | others).keys()):
        if mine[word] != others[word]:
            yield f"{word!r}: {mine[word]} times, {of} {others[word]}"


def as_text(paths, folder):
    """What LibreOffice shows as plain text, which has no headers and footers."""
    out = pathlib.Path(folder, "as-text")
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to",
                    "txt:Text (encoded):UTF8", "--outdir", str(out), *map(str, paths)],
                   check=True, timeout=300, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {path: (out / (path.stem + ".txt")).read_text(encoding="utf-8-sig") for path in paths}


def of_python_docx(path):
    """Texts of paragraphs and of tables, cells that are merged once."""
    def blocks(holder):
        for paragraph in holder.paragraphs:
            yield paragraph.text
        for table in holder.tables:
            for cell in table._cells if not table._cells else {cell._tc: cell for cell in table._cells}.values():
                yield from blocks(cell)
    return " ".join(blocks(docx.Document(str(path)))).split()


def written_by_libreoffice(program, folder):
    """letter.fodt has every feature that Writer keeps in a Word document; its words say what they are."""
    path = readers.convert([FLAT], "docx", folder)[FLAT]
    document = facts(program, path)
    meant = FLAT.read_text(encoding="utf-8")
    boxes = ["☒", "☐"]
    shown, deleted, hidden = [word for word in words_of(document) if word not in boxes], words_of(document, "deleted"), words_of(document, "hidden")
    for kind, found in (("visible", shown), ("deleted", deleted), ("hidden", hidden)):
        names = [word for word in meant.replace("<", " ").replace(">", " ").split() if word.startswith(f"{kind}-")]
        yield f"LibreOffice: words that are {kind}", list(bag_differences(found, names, "meant"))
    order = [word for word in shown if word.startswith("visible-") and word[8:].isdigit() and word != FOOTER]
    yield "LibreOffice: in order", [] if order == sorted(order, key=lambda word: int(word[8:])) else [" ".join(order)]
    flags = {name: document.get(name) for name in ("tracked_changes", "comments")}
    yield "LibreOffice: flags", [f"{name} is {flag}" for name, flag in flags.items() if flag is not True]
    fields = [(field.get("kind", "text"), field.get("value", "")) for field in document.get("fields", [])]
    wanted = [("text", "visible-filled"), ("check_box", "1"), ("check_box", "")]
    yield "LibreOffice: content controls", [] if fields == wanted else [f"{fields}, meant {wanted}"]
    filled = [span["text"] for span in document["spans"] if span.get("filled_in")]
    yield "LibreOffice: what is filled in", [] if filled == ["visible-filled", "☒", "☐"] else [str(filled)]
    yield "LibreOffice: pages", [] if document["pages"] == 2 else [f"{document['pages']} pages, meant 2"]


def compare(program, folder, seeds):
    """(test, list of differences)"""
    letters = [random_letter(seed) for seed in range(1, 10 * seeds + 1)]
    paths = {}
    for letter in letters:
        paths[letter.name] = folder / (letter.name + letter.suffix)
        paths[letter.name].write_bytes(letter.data)
    texts = as_text(list(paths.values()), folder)
    resaved = readers.convert(list(paths.values()), "docx", folder)
    for letter in letters:
        path = paths[letter.name]
        everything = letter.words + letter.furniture
        mine = words_of(facts(program, path))
        yield f"{letter.name} as meant", list(bag_differences(mine, everything, "meant"))
        body = [word for word in mine if word not in letter.furniture]
        yield f"{letter.name} as python-docx", list(bag_differences(body, of_python_docx(path), "python-docx"))
        others = [word for word in texts[path].split() if word != "•"]
        yield f"{letter.name} as LibreOffice", list(bag_differences(body, others, "LibreOffice"))
        yield f"{letter.name} saved by LibreOffice", list(bag_differences(words_of(facts(program, resaved[path])), everything, "meant"))
    yield from written_by_libreoffice(program, folder)
