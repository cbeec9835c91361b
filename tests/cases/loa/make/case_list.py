"""All letters by name: what goes in, who makes it, what is to be found in it."""
import datetime
import pathlib

from values import facts_of, phone, write_truth

CASES = {}
UNJUDGED = object()  # in place of a fact: nobody is asked for it
LOUD_BY_FORM = {"docx": ["LOA-001"], "scan": ["LOA-004"], "image": ["LOA-004"]}
URL = "https://harbor.invoca.net/a_campaigns/terms/11"


class Case:
    """`make` gets the path. `sheet` are the numbers of NAME.csv; None: there is no sheet."""

    def __init__(self, name, about, producer, layout, values, make, form="pdf", rules=(), never=(), may=(), sheet=None, files=(), facts=None):
        self.name, self.about, self.producer, self.layout, self.form = name, about, producer, layout, form
        self.make, self.values, self.sheet, self.files = make, values, sheet, list(files)
        self.rules, self.never, self.may = [*rules, *LOUD_BY_FORM.get(form, [])], list(never), list(may)
        known = {**facts_of(values), **(facts or {})}
        self.facts = {key: value for key, value in known.items() if value is not UNJUDGED}
        assert all(name.rsplit(".", 1)[0] != case.stem for case in CASES.values()), name
        CASES[name] = self

    @property
    def stem(self):
        return self.name.rsplit(".", 1)[0]

    def write(self, folder, truth_only=False):
        if not truth_only:
            self.make(pathlib.Path(folder) / self.name)
        files = list(self.files)
        if self.sheet is not None:
            rows = "".join(f"{phone(number)},{URL}\n" for number in self.sheet)
            (folder / f"{self.stem}.csv").write_text("Number to Port,Campaign_url\n" + rows, encoding="utf-8")
            files.insert(0, f"{self.stem}.csv")
        write_truth(folder / f"{self.stem}.truth.json", self.about, self.producer, self.layout, self.form, self.facts, self.rules, self.never,
                    self.may, files)


def day(text):
    return datetime.date.fromisoformat(text)
