"""Letters as blocks that every producer can set: ("h", text), ("p", text), ("small", text), ("f", rows, style),
("t", header, rows), ("n", texts, columns), ("cols", left, right), ("br",).

A row of "f" is a list of (label, value); style is left, line, above, below or grid. A value is a text or Picture."""
from values import city_line, one_line, street_line
from wording import wording


class Picture:
    def __init__(self, kind):
        self.kind = kind  # picture or drawing


def signature_value(values):
    if values.signature in ("picture", "drawing"):
        return Picture(values.signature)
    if values.signature == "typed":
        return "/s/ " + values.name
    return ""


def parts_of(where):
    return ("", "", "", "") if where is None else (street_line(where), where["city"], where["state"], where["zip"])


def customer_rows(v, words):
    rows = [[(words["company"], v.company)]]
    if v.service is not None:
        street, city, state, zip_code = parts_of(v.service)
        rows += [[(words["service"], street)], [("City", city), ("State", state), ("ZIP", zip_code)]]
    if v.billing is not None:
        street, city, state, zip_code = parts_of(v.billing)
        rows += [[("Billing Address", street)], [("City", city), ("State", state), ("ZIP", zip_code)]]
    return rows


def carrier_rows(v, words):
    rows = []
    if v.carrier is not None:
        rows.append([(words["carrier"], v.carrier)])
    if v.resporg is not None:
        rows.append([("Current RespOrg ID", v.resporg)])
    if v.account is not None:
        rows.append([(words["account"], v.account)])
    if v.btn is not None:
        rows.append([(words["btn"], v.phone(v.btn) if v.btn else "")])
    if v.pin is not None:
        rows.append([("PIN / Passcode", v.pin)])
    return rows


def sign_rows(v, words, order=0):
    signature, name = (words["signature"], signature_value(v)), (words["name"], v.name or "")
    title, date = ("Title", v.title or ""), (words["date"], v.date_text)
    return [[[signature, date], [name, title]], [[name], [title], [signature], [date]], [[signature], [name, title], [date]]][order]


FORM = {"company": "Company Name", "service": "Service Address", "carrier": "Current Carrier", "account": "Account Number",
        "btn": "Billing Telephone Number (BTN)", "signature": "Authorized Signature", "name": "Print Name", "date": "Date",
        "numbers": "Telephone Number(s) to be Ported"}
CARRIER = {"company": "Customer Name (as it appears on the bill)", "service": "Service Street Address", "carrier": "Current Service Provider",
           "account": "Account # with Current Provider", "btn": "Main BTN", "signature": "Customer Signature", "name": "Printed Name",
           "date": "Date Signed", "numbers": "Numbers to Port"}
SHORT = {"company": "Business Name", "service": "Service Location", "carrier": "Losing Carrier", "account": "Acct No.", "btn": "BTN",
         "signature": "Signature", "name": "Name", "date": "Date", "numbers": "TNs to port"}
END_USER = {"company": "End User Name", "service": "Physical Address", "carrier": "Present Provider", "account": "Account Number",
            "btn": "Billing TN", "signature": "Signature of Authorized Representative", "name": "Name of Authorized Representative",
            "date": "Date of Signature", "numbers": "Telephone Numbers"}
WORDS = [FORM, CARRIER, SHORT, END_USER]


def form(v, style="left", words=FORM, order=0, text=0, columns=3, title="LETTER OF AUTHORIZATION"):
    return [("h", title), *[("p", one) for one in wording(v, text)[:1]], ("f", customer_rows(v, words) + carrier_rows(v, words), style),
            ("h2", words["numbers"]), ("n", v.listed(), columns), *[("p", one) for one in wording(v, text)[1:]],
            ("f", sign_rows(v, words, order), style)]


def sections(v, style="grid", words=CARRIER, order=1, text=1):
    return [("h", "Local Number Portability Authorization" if not v.toll_free else "Toll-Free Number Authorization"),
            ("h2", "1. Customer"), ("f", customer_rows(v, words), style), ("h2", "2. Current provider"), ("f", carrier_rows(v, words), style),
            ("h2", "3. " + words["numbers"]), ("n", v.listed(), 2), ("h2", "4. Authorization"), *[("p", one) for one in wording(v, text)],
            ("f", [[("New Provider", v.gaining)]], style), ("f", sign_rows(v, words, order), style)]


def two_columns(v, words=FORM, text=0):
    return [("h", "PORTING AUTHORIZATION"),
            ("cols", [("h2", "Customer"), ("f", customer_rows(v, words), "left")], [("h2", "Carrier"), ("f", carrier_rows(v, words), "left")]),
            ("h2", words["numbers"]), ("n", v.listed(), 4), *[("p", one) for one in wording(v, text)], ("f", sign_rows(v, words, 0), "below")]


def prose(v, spoken_numbers=True, closing="Sincerely,"):
    numbers = v.listed()
    spoken = ", ".join(numbers[:-1]) + (" and " if len(numbers) > 1 else "") + numbers[-1]
    kind = "toll-free numbers" if v.toll_free else "telephone numbers"
    blocks = [("p", v.company), ("p", street_line(v.service)), ("p", city_line(v.service)), ("p", v.date_text),
              ("p", "To whom it may concern:"),
              ("p", f"We, {v.company}, located at {one_line(v.service)}, hereby authorize {v.gaining} to act as our agent and to port our "
                    f"{kind} {spoken if spoken_numbers else 'listed below'} away from {v.carrier}. Our account number with {v.carrier} is "
                    f"{v.account}" + (f" and the billing telephone number is {v.phone(v.btn)}." if v.btn else ".")),
              ("p", "We understand that each number can have only one carrier and that a fee may be charged for the change.")]
    if not spoken_numbers:
        blocks.append(("n", numbers, 1))
    return blocks + [("p", closing), ("f", [[("Signature", signature_value(v))]], "line"), ("p", v.name), ("p", v.title)]


def table_form(v, words=FORM, text=0, header=("Telephone Number", "Type", "City"), kinds=("Main", "Fax line", "DID"), sign_style="line"):
    rows = [[number, kinds[i % len(kinds)], v.service["city"]] for i, number in enumerate(v.listed())]
    return [("h", "Letter of Agency"), ("f", customer_rows(v, words) + carrier_rows(v, words), "line"), ("t", list(header), rows),
            *[("p", one) for one in wording(v, text)], ("f", sign_rows(v, words, 0), sign_style)]


def bill(v, due, dates):
    """A phone bill: `due` dollars; `dates` are the texts of bill date, period and due date."""
    rows = [["Voice lines", str(len(v.numbers)), "$ 214.50"], ["Taxes and surcharges", "", "$ 31.07"]]
    return [("h", v.carrier), ("small", "www.example.com/help  |  Questions? Call " + v.phone(v.contact or "8005551212")),
            ("f", [[("Account Number", v.account)], [("Bill Date", dates[0])], [("Payment Due", dates[2])], [("Amount Due", due)]], "left"),
            ("p", v.company), ("p", street_line(v.billing)), ("p", city_line(v.billing)), ("h2", "Account summary"),
            ("t", ["Service", "Quantity", "Amount"], rows), ("p", f"Billing period {dates[1]}. Previous balance $ 245.57. Payment received, thank you."),
            ("h2", "Numbers on this account"), ("n", v.listed(), 3)]


def service_record(v, date):
    return [("h", "CUSTOMER SERVICE RECORD"), ("f", [[("BTN", v.phone(v.btn)), ("Account", v.account)], [("Name", v.company)],
                                                     [("Service Address", one_line(v.service))], [("Printed", date)]], "left"),
            ("t", ["WTN", "USOC", "Description"], [[number, "1FB", "Business line"] for number in v.listed()])]


def blank(v, words=FORM, text=0):
    return form(v, "line", words, 0, text)
