// Makes a Letter of Authorization that cannot be wrong: a fillable PDF with the sheet's numbers and the
// wording of 47 CFR 64.1130. Like check.h: values in, bytes out, no I/O, no clock, the same bytes everywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/date.h"
#include "portcheck/remark.h"
#include "portcheck/request.h"

namespace portcheck {

// What stands in the letter. Every text is UTF-8 and may be empty: then its field is there to be filled in.
struct LetterForm {
  Kind kind = Kind::local;                       // local or toll_free
  std::string company;                           // as on the bill
  std::string service_address, billing_address;  // lines divided by \n; billing: empty where it is the same
  std::string carrier;                           // the provider today
  std::string account, btn;                      // at that provider; btn: only local
  std::string resporg;                           // of today, only toll-free
  std::string new_provider = "Invoca";
  std::string name, title;        // of who signs
  std::vector<uint64_t> numbers;  // ten digits each; none: room is left to write them
  std::string signature;          // a PNG or JPEG picture of it; empty: a line to sign on
  std::optional<Date> signed_on;
  Date today;  // of making it: the file's date, and what signed_on is compared with
};

// The same as JSON, `portcheck.letter/1`, but for the signature:
//   {"kind":"local|toll-free","company":…,"service_address":…,"billing_address":…,"carrier":…,"account":…,
//    "btn":…,"resporg":…,"new_provider":…,"name":…,"title":…,"numbers":["2127360143",…],
//    "signed_on":"2026-11-26","today":"2026-11-26"}
// Only "kind" and "today" are required.
std::optional<RequestError> parse_letter_form(std::string_view json, LetterForm& out);

// Something that a carrier would refuse the letter for.
struct LetterProblem {
  std::string_view field;  // name of the member: "service_address"
  Remark remark;           // what, and what to do
  bool refused = false;    // no letter is made
};

struct MadeLetter {
  std::string pdf;  // empty when refused
  uint32_t pages = 0;
  uint32_t numbers = 0;  // that it lists, each once
  std::vector<LetterProblem> problems;
};

MadeLetter make_letter(const LetterForm& form);

// Without the PDF, portcheck.made_letter/1:
// {"schema":…,"pages":2,"numbers":3,"problems":[{"field":…,"remark":{"code":…,"params":…,"message":…},"refused":false}]}
std::string to_json(const MadeLetter& made);

// The numbers of the request's first spreadsheet that can be moved, in the order of its rows; repeats stay.
struct SheetNumbers {
  Remark refused;  // why there are none; empty on success
  std::vector<uint64_t> local, toll_free;
  std::vector<uint32_t> left_out;  // rows whose number has an error or is not certain
};
SheetNumbers sheet_numbers(const Request& request);

// portcheck.sheet_numbers/1: {"schema":…,"refused":…} or
// {"schema":…,"local":["2127360143",…],"toll_free":[…],"left_out":[17,…]}
std::string to_json(const SheetNumbers& numbers);

}  // namespace portcheck
