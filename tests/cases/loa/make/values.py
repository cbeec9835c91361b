"""What goes into a letter, and the truth that is written beside it. All names are made up."""
import copy
import datetime
import json
import re

TODAY = datetime.date(2026, 11, 26)

# company, street, unit, city, state, ZIP, area code
COMPANIES = [
    ("Harbor Lane Dental Group", "418 West 34th Street", "Suite 1200", "New York", "NY", "10001", "212"),
    ("Prairie Roofing LLC", "2207 N Clark St", "", "Chicago", "IL", "60614", "312"),
    ("Lone Star Pest Control, Inc.", "9300 Research Blvd", "Ste 410", "Austin", "TX", "78759", "512"),
    ("Golden Gate Moving Co", "77 Beale Street", "Floor 3", "San Francisco", "CA", "94105", "415"),
    ("Beacon Hill Law Offices, P.C.", "15 Court Square", "Unit 6B", "Boston", "MA", "02108", "617"),
    ("Rainier Plumbing & Heating", "1420 NW Leary Way", "", "Seattle", "WA", "98107", "206"),
    ("Biscayne Auto Glass Corp.", "3250 NE 1st Avenue", "#305", "Miami", "FL", "33137", "305"),
    ("Peachtree Family Medicine", "1100 Peachtree Street NE", "Suite 200", "Atlanta", "GA", "30309", "404"),
    ("Front Range Solar, LLC", "1801 California St", "Suite 2400", "Denver", "CO", "80202", "303"),
    ("Schuylkill Insurance Agency", "1735 Market Street", "", "Philadelphia", "PA", "19103", "215"),
    ("Buckeye Garage Doors", "580 S High St", "Apt 12", "Columbus", "OH", "43215", "614"),
    ("Saguaro Home Health Services", "2 North Central Avenue", "Ste 1800", "Phoenix", "AZ", "85004", "602"),
]
PEOPLE = [("Jane Whitfield", "Office Manager"), ("Robert Castellano", "Owner"), ("Maria Delgado", "Director of Operations"),
          ("Thomas O'Brien", "President"), ("Priya Raman", "VP Finance"), ("Kevin Yamada", "IT Manager"),
          ("Elena Petrova", "Chief Financial Officer"), ("Samuel Adeyemi", "General Manager")]
CARRIERS = ["Verizon Business", "AT&T", "Comcast Business", "Lumen", "Spectrum Enterprise", "Frontier Communications",
            "Windstream", "RingCentral, Inc.", "Cox Business"]
EXCHANGES = ["736", "482", "364", "279", "548", "867", "923", "634"]
TOLL_FREE = ["800", "888", "877", "866", "855", "844", "833"]
RESPORGS = ["ATX01", "QWE73", "MCI01", "LGT02", "XYT01"]

DATE_STYLES = {
    "us": lambda d: f"{d.month:02}/{d.day:02}/{d.year}", "us_short": lambda d: f"{d.month}/{d.day}/{d.year % 100:02}",
    "us_dash": lambda d: f"{d.month:02}-{d.day:02}-{d.year}", "iso": lambda d: d.isoformat(),
    "long": lambda d: f"{d:%B} {d.day}, {d.year}", "abbr": lambda d: f"{d:%b}. {d.day}, {d.year}",
    "dmy": lambda d: f"{d.day} {d:%B} {d.year}", "dots": lambda d: f"{d.month}.{d.day}.{d.year}",
    "mon": lambda d: f"{d.day:02}-{d:%b}-{d.year}",
}
NUMERIC = {"us", "us_short", "us_dash", "dots"}

PHONE_STYLES = {
    "paren": "({0}) {1}-{2}", "dash": "{0}-{1}-{2}", "dot": "{0}.{1}.{2}", "bare": "{0}{1}{2}", "plus": "+1 {0} {1} {2}",
    "one": "1-{0}-{1}-{2}", "e164": "+1{0}{1}{2}", "paren_tight": "({0}){1}-{2}", "space": "{0} {1} {2}",
}


def phone(number, style="dash"):
    return PHONE_STYLES[style].format(number[:3], number[3:6], number[6:])


def readings(day, style):
    """Of a numeric date both ways to read it, as far as both are days."""
    found = [day.isoformat()]
    if style in NUMERIC and day.day <= 12 and day.day != day.month:
        found.append(datetime.date(day.year, day.day, day.month).isoformat())
    return found


class Values(dict):
    """A letter's values by name; what a letter does not say is None, what it leaves empty is ''."""
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self[name] = value

    def phone(self, number):
        return phone(number, self.phone_style)

    @property
    def date_text(self):
        if isinstance(self.signed, str) or self.signed is None:
            return self.signed or ""
        return DATE_STYLES[self.date_style](self.signed)

    def listed(self):
        return [self.phone(number) for number in self.numbers]


def address(street, unit, city, state, zip_code, po_box=False):
    return {"street": street, "unit": unit, "city": city, "state": state, "zip": zip_code, "po_box": po_box}


def street_line(where):
    return where["street"] + (", " + where["unit"] if where["unit"] else "")


def city_line(where):
    return f"{where['city']}, {where['state']} {where['zip']}".strip()


def one_line(where):
    return f"{street_line(where)}, {city_line(where)}"


def make_values(seed, count=3, toll_free=False, **changes):
    """A complete letter, different for each seed."""
    company, street, unit, city, state, zip_code, area = COMPANIES[seed % len(COMPANIES)]
    name, title = PEOPLE[seed % len(PEOPLE)]
    exchange = EXCHANGES[seed % len(EXCHANGES)]
    first = 1200 + seed * 37 % 6000
    step = [1, 3, 7][seed % 3]
    areas = [TOLL_FREE[(seed + i) % len(TOLL_FREE)] for i in range(count)] if toll_free else [area] * count
    numbers = [f"{areas[i]}{exchange}{(first + i * step) % 10000:04}" for i in range(count)]
    values = Values(
        toll_free=toll_free, company=company, service=address(street, unit, city, state, zip_code), billing=None,
        carrier=CARRIERS[seed % len(CARRIERS)], account=f"{8340 + seed}{seed * 7919 % 100000:05}{100 + seed * 31 % 900}",
        pin=None, btn=None if toll_free else numbers[0], numbers=numbers, gaining="Invoca",
        resporg=RESPORGS[seed % len(RESPORGS)] if toll_free else None, name=name, title=title,
        signed=TODAY - datetime.timedelta(days=5 + seed * 5 % 20), date_style=["us", "long", "iso", "us_short", "abbr"][seed % 5],
        phone_style=["paren", "dash", "dot", "dash", "bare"][seed % 5], contact=None, fax=None, other_dates=[], signature="picture",
        signature_page=1, see_attached=False)
    for key, value in changes.items():
        values[key] = value
    return Values(copy.deepcopy(dict(values)))


def letters_and_digits(text):
    return re.sub(r"[^0-9A-Za-z]", "", text)


def facts_of(values):
    """The truth about a letter that says all of its values; what is None is not on it."""
    dates = list(values.other_dates)
    signed = None
    if isinstance(values.signed, datetime.date):
        both = readings(values.signed, values.date_style)
        signed = {"value": both[0] if len(both) == 1 else None, "readings": both}
        dates.insert(0, {"role": "signed", **signed})
    facts = {
        "kind": "toll_free" if values.toll_free else "local", "dates": dates, "signed": signed, "numbers": values.numbers,
        "billing_number": values.btn or None, "not_to_port": [one for one in (values.fax, values.contact) if one],
        "account": letters_and_digits(values.account)[-3:] if values.account else None,
        "pin": "absent" if values.pin is None else "given" if values.pin else "blank",
        "company": values.company or None, "signer": values.name or None, "title": values.title or None,
        "service_address": values.service, "billing_address": values.billing, "carrier": values.carrier or None,
        "gaining_carrier": values.gaining or None, "resporg": values.resporg or None,
        "signature": {"kind": values.signature, "page": values.signature_page if values.signature != "none" else None},
        "see_attached": values.see_attached,
    }
    return facts


def write_truth(path, about, producer, layout, form, facts, rules, never, may, files):
    truth = {"about": about, "producer": producer, "layout": layout, "form": form, "files": list(files), "facts": facts,
             "rules": sorted(rules), "may": sorted(may), "never": sorted(never)}
    text = json.dumps(truth, indent=1, ensure_ascii=False)
    text = re.sub(r"\[\s+((?:\"[^\"]*\",?\s*)+)\]", lambda m: "[" + " ".join(m[1].split()) + "]", text)
    path.write_text(text + "\n", encoding="utf-8")
