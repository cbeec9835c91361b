"""Porting sheets as customers send them, with the mistakes that were made in them; the same arguments give the same sheet.

A cell is a str, an int (a number cell), Scientific (a number cell that is written with an exponent), or None (no cell).
"""
import random
from dataclasses import dataclass, field

AREA_CODES = [202, 206, 212, 213, 214, 215, 305, 312, 313, 314, 402, 404, 412, 415, 502, 503, 512, 602, 612, 614, 615, 702, 703,
              713, 716, 801, 804, 816, 904, 913, 916, 919]
TOLL_FREE = [800, 833, 844, 855, 866, 877, 888]
EXCHANGES = [exchange for exchange in range(220, 990) if exchange % 100 != 11 and exchange not in (555, 950, 958, 959, 976)]
NO_AREA_CODES = [123, 199, 290, 370, 490, 699, 790, 999]
MEDIA = ["Online: Display", "Online: Search", "Online: Social Media", "Offline: TV", "Offline: Radio", "Offline: Direct Mail",
         "Mobile: Search", "Offline: Outdoor"]
TRADES = ["Plumbing", "Roofing", "Dental", "Auto Glass", "Home Care", "Legal, Injury", "Solar", "Storage"]
CITIES = ["Austin", "Omaha", "Tampa", "Saint Paul", "Boise", "Reno", "Fort Wayne", "El Paso", "Montréal", "Albany"]
TITLES = [["Porting request"], ["Prepared by", "Marketing Operations", None, "2026"], []]
HEADERS = {"number": "Number to Port", "url": "Campaign_url", "description": "Description", "media": "Media Type",
           "destination": "Detected Destination", "market": "Market", "notes": "Notes"}
MISTAKES = ["NUM_MISSING", "NUM_SHORT", "NUM_LONG", "NUM_LETTERS", "NUM_AREA", "NUM_EXCH", "NUM_SCI", "NUM_DUP", "KIND_MIXED",
            "URL_MISSING", "URL_BAD"]  # conformance/truth.mjs says which rules answer
ODDITIES = ["blank row", "spaces", "no-break spaces", "full-width digits", "invisible characters", "point zero", "exponent",
            "leading 1", "url spaces"]  # all are the right ten digits
BAD_URLS = ["https://", "http//acme.invoca.net/a_campaigns/terms/7", "htp://acme.invoca.net/a", "ftp://files.example.com/a.csv",
            "https://ac me.invoca.net/x", "https://nodot/a", "mailto:ads@example.com"]
LETTERS = ["TBD", "N/A", "see attached", "pending"]


class Scientific(int):
    """An int that a spreadsheet program writes with an exponent."""

    def text(self):
        digits = str(int(self))
        fraction = digits[1:].rstrip("0")
        return f"{digits[0]}{'.' if fraction else ''}{fraction}E{len(digits) - 1}"


@dataclass
class Sheet:
    rows: list                  # of lists of cells, the first is row 1
    truth: dict = field(default_factory=dict)


def number(index, codes):
    """The index-th of a long row of different, valid numbers: neighbours look unrelated."""
    space = len(codes) * len(EXCHANGES) * 10_000
    place = (index * 7_368_787) % space  # a prime that divides no factor of the space
    block, line = divmod(place, 10_000)
    area, exchange = divmod(block, len(EXCHANGES))
    return f"{codes[area]}{EXCHANGES[exchange]}{line:04}"


def written(digits, chance):
    """As different people type it; plain digits are what a spreadsheet program keeps as a number."""
    area, exchange, line = digits[:3], digits[3:6], digits[6:]
    forms = [int(digits), int(digits), digits, f"({area}) {exchange}-{line}", f"({area}) {exchange}-{line}",
             f"{area}-{exchange}-{line}", f"+1{digits}", f"1-{area}-{exchange}-{line}", f"{area}.{exchange}.{line}",
             f"{area} {exchange} {line}", f"+1 ({area}) {exchange}-{line}"]
    return chance.choice(forms)


def oddly_written(oddity, digits, chance):
    text = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"
    if oddity == "spaces":
        return chance.choice([f"  {text}", f"{text}   ", f"\t{text}", f"{text}\u3000"])
    if oddity == "no-break spaces":
        return text.replace("-", "\u00a0")
    if oddity == "full-width digits":
        base = chance.choice([0xFF10, 0x0660])
        return "".join(chr(base + int(one)) if one.isdigit() else one for one in text)
    if oddity == "invisible characters":
        return chance.choice([f"\u202a{text}\u202c", f"{text}\u200b", f"\ufeff{text}", text.replace("-", "\u00ad-")])
    if oddity == "point zero":
        return f"{digits}.0"
    if oddity == "exponent":
        return int(digits) if digits[-1] == "0" else Scientific(digits)  # "8.3E9" as text may have lost digits
    if oddity == "leading 1":
        return int(f"1{digits}")
    return text


def mistaken(mistake, digits, earlier, other_kind, chance):
    if mistake == "NUM_MISSING":
        return None
    if mistake == "NUM_SHORT":
        return chance.choice([digits[:9], f"{digits[3:6]}-{digits[6:]}", int(digits[:9])])
    if mistake == "NUM_LONG":
        return f"{digits}{chance.randrange(10, 100)}"
    if mistake == "NUM_LETTERS":
        return chance.choice([chance.choice(LETTERS), digits[:6] + chance.choice("OlI") + digits[7:]])
    if mistake == "NUM_AREA":
        return f"{chance.choice(NO_AREA_CODES)}{digits[3:]}"
    if mistake == "NUM_EXCH":
        return f"{digits[:3]}{chance.choice('01')}{digits[4:]}"
    if mistake == "NUM_SCI":
        return f"{chance.randrange(2, 10)}.{chance.randrange(100):02}E+09"
    if mistake == "NUM_DUP":
        return written(chance.choice(earlier), chance)
    return other_kind  # KIND_MIXED


def make_sheet(count, seed=42, columns=None):
    """`count` rows below the header, one in 40 with a mistake, one in 25 odd. `columns` fixes their order (keys of HEADERS)."""
    chance = random.Random(f"portcheck {count} {seed}")
    order = list(columns or chance.sample(list(HEADERS), len(HEADERS)))
    titles = [] if columns is None and seed % 3 == 0 else TITLES
    codes, others = (TOLL_FREE, AREA_CODES) if columns is None and seed % 2 == 0 else (AREA_CODES, TOLL_FREE)
    rows = [list(title) for title in titles] + [[HEADERS[key] for key in order]]
    errors, odd, earlier, used = [], [], [], {"numbers": 0, "rows": 0, "mistakes": 0, "oddities": 0, "others": 0}
    offset = seed % 1000 * 7_919

    for index in range(count):
        digits = number(offset + index, codes)
        mistake = oddity = ""
        if index % 40 == 39:
            mistake = MISTAKES[used["mistakes"] % len(MISTAKES)]
            used["mistakes"] += 1
        elif index % 25 == 12:
            oddity = ODDITIES[used["oddities"] % len(ODDITIES)]
            used["oddities"] += 1
        if oddity:
            odd.append(len(rows) + 1)
        if oddity == "blank row":
            rows.append([])
            continue
        used["rows"] += 1
        cells = {
            "number": written(digits, chance),
            "url": f"https://acme.invoca.net/a_campaigns/terms/{1000 + index // 8}",
            "description": f"{chance.choice(TRADES)} in {chance.choice(CITIES)}",
            "media": chance.choice(MEDIA),
            "destination": number(5_000_000 + index % 500, AREA_CODES),
            "market": chance.choice(CITIES),
            "notes": None if index % 5 else f'keep "{chance.choice(TRADES)}" & <line> {index}',
        }
        if oddity == "url spaces":
            cells["url"] += "  "
        elif oddity:
            cells["number"] = oddly_written(oddity, digits, chance)
        if mistake:
            errors.append([len(rows) + 1, mistake])
        if mistake.startswith("URL"):
            cells["url"] = None if mistake == "URL_MISSING" else chance.choice(BAD_URLS)
        elif mistake:
            used["others"] += 1
            cells["number"] = mistaken(mistake, digits, earlier, number(offset + used["others"], others), chance)
        if mistake in ("", "NUM_DUP", "KIND_MIXED", "URL_MISSING", "URL_BAD"):
            used["numbers"] += 1
        if not mistake:
            earlier.append(digits)
        rows.append([cells[key] for key in order])

    letters = {key: chr(65 + order.index(key)) for key in ("number", "url")}
    return Sheet(rows, {"seed": seed, "headerRow": len(titles) + 1, "dataRows": used["rows"], "validNumbers": used["numbers"],
                        "columns": letters, "errors": errors, "oddRows": odd})


def csv_text(cell):
    """What a spreadsheet program writes into a CSV file for the cell."""
    if cell is None:
        return ""
    return cell.text() if isinstance(cell, Scientific) else str(cell)
