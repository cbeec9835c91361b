"""Text tables in many dialects and encodings, written by Python's csv module, read back by it and by our reader."""
import csv
import dataclasses
import io
import random

TEXTS = ["212-736-5014", "(212) 736-5021", "2127365035", "https://www1.ringrevenue.com/c/4301?a=1&b=2", "Brand search", "Radio", "Online: Display",
         "two\nlines", "two\r\nlines", 'a "quoted" word', '"', '""', "a,b;c|d", "Espa\u00f1ol", "  spaces  ", "'", "=1+1", "-", "0", "x" * 200]
ENCODINGS = {"utf-8": TEXTS, "utf-8-sig": TEXTS, "utf-16": TEXTS, "utf-16-le": TEXTS, "utf-16-be": TEXTS, "utf-32": TEXTS, "cp1252": TEXTS}
DELIMITERS = ",;\t|"


@dataclasses.dataclass
class Table:
    name: str
    data: bytes
    rows: list


def tables(seeds):
    for seed in range(1, seeds + 1):
        for encoding, texts in ENCODINGS.items():
            for delimiter in DELIMITERS:
                rng = random.Random(f"{seed} {encoding} {delimiter}")
                columns = rng.randrange(2, 9)
                rows = [[rng.choice(texts) if rng.random() < 0.85 else "" for _ in range(columns)] for _ in range(rng.randrange(20, 60))]
                for row in rng.sample(rows, 3):
                    del row[rng.randrange(columns):]  # ragged
                rows = [["Number to Port", "Campaign_url", "c", "d", "e", "f", "g", "h"][:columns]] + [row for row in rows if row]
                out = io.StringIO(newline="")
                quoting = rng.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
                csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=rng.choice(["\n", "\r\n", "\r"])).writerows(rows)
                text = out.getvalue()
                if rng.random() < 0.3:
                    text = text.rstrip("\r\n")
                read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
                name = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}[delimiter]
                yield Table(f"csv-{encoding}-{name}-{seed}", text.encode(encoding), read)
