// DST-001 … DST-005: the cell detected destination, where the business answers.
#include "phone/numbering_plan.h"
#include "phone/ordinary_number.h"
#include "rules/cell_text.h"
#include "rules/families.h"
#include "text/clean.h"
#include "text/cold.h"

namespace portcheck::rules {
namespace {

using phone::ParseStatus;
using phone::PhoneNumber;

constexpr Field kField = Field::detected_destination;
constexpr size_t kLongest = 20;  // characters the platform takes

PORTCHECK_COLD Finding* add_reason(RowContext& row, RuleId rule, const char* reason) {
  Finding* finding = row.add(rule, kField);
  if (finding) {
    set_value(*finding, row.at(kField)->text);
    if (reason != nullptr) set_reason(*finding, reason);
  }
  return finding;
}

// Why the ten digits cannot be called; null when they can.
const char* unreachable(const PhoneNumber& number) {
  phone::AreaClass area = phone::find_area(number.npa()).area_class;
  if (area == phone::AreaClass::premium) return "premium";
  if (number.nxx() == 555 && number.line() >= 100 && number.line() <= 199) return "fictional";
  if (!phone::possible_npa(number.npa()) || number.nxx() < 200 || area == phone::AreaClass::special)
    return "invalid";
  if (area == phone::AreaClass::geographic && number.nxx() % 100 == 11) return "invalid";
  return nullptr;
}

// A cell that is not plainly ten digits. True when there is a number in it to judge.
PORTCHECK_COLD bool look_closer(RowContext& row, const sheet::Cell& cell, PhoneNumber& number) {
  std::string scratch;
  text::Cleaned cleaned = text::clean(cell.text, scratch, true);
  if (cleaned.text.empty()) return false;
  if (cleaned.changed != 0) add_invisible(row, kField, cleaned.changed, cleaned.text);
  // "2127360143,,12#": what follows the number is dialled by the platform after the call is answered.
  std::string_view main = text::trim(cleaned.text.substr(0, cleaned.text.find_first_of(",x#*")));
  number = phone::parse_phone(main, cell.kind == sheet::CellKind::number, row.sheet.scratch);
  if (number.status == ParseStatus::foreign) {
    if (Finding* finding = add_reason(row, RuleId::DST_005, "code"))
      set_param(*finding, "code", number.country_code);
    return false;
  }
  if (number.status != ParseStatus::ok && number.status != ParseStatus::extension) {
    add_reason(row, RuleId::DST_001, "text");
    return false;
  }
  size_t characters = text::count_characters(cleaned.text);
  if (characters > kLongest) {
    if (Finding* finding = add_reason(row, RuleId::DST_001, "too_long")) {
      set_param(*finding, "length", static_cast<int64_t>(characters));
    }
  }
  return true;
}

PORTCHECK_COLD void judge_country(RowContext& row, const phone::Area& area) {
  constexpr std::string_view kHome = " US CA PR VI GU AS MP ";
  if (kHome.find(area.country()) != std::string_view::npos) return;
  if (Finding* finding = add_reason(row, RuleId::DST_005, "country"))
    set_param(*finding, "country", area.country());
}

void judge_number(RowContext& row, const PhoneNumber& number) {
  row.destination = number.digits;
  const char* const reason = unreachable(number);
  const phone::Area area = phone::find_area(number.npa());
  if (area.country_index > 1) judge_country(row, area);
  if (reason != nullptr) {
    add_reason(row, RuleId::DST_004, reason);
  } else if (number.digits == row.number) {
    add_reason(row, RuleId::DST_002, nullptr);
  } else {
    row.sought = true;
  }
}

}  // namespace

void destination_row(RowContext& row) {
  const sheet::Cell* cell = row.at(kField);
  if (!cell) return;
  const uint64_t digits = phone::ordinary_number(cell->text).digits();
  PhoneNumber number;
  if (digits != 0) {
    judge_number(row, phone::ten_digits(digits));
  } else if (look_closer(row, *cell, number)) {
    judge_number(row, number);
  }
}

void destination_add(RowContext& row) {
  if (row.sought) row.sheet.state.destinations.add(row.destination, row.sheet.file, row.row.number);
}

PORTCHECK_COLD void destination_request(RequestState& state) {
  state.destinations.for_each([&state](uint64_t digits, int32_t file, uint32_t row) {
    const NumberSet::Entry* entry = state.numbers.find(digits);
    if (!entry) return;
    const SheetReport& sheet = state.report.files[static_cast<size_t>(file)].sheet;
    Finding* finding = state.findings.add(RuleId::DST_003, {file, sheet.name, row, column_of(sheet, kField)});
    if (!finding) return;
    set_value(*finding, phone::format_national(digits));
    set_param(*finding, "row", entry->row());
  });
}

}  // namespace portcheck::rules
