// NUM-024, NUM-025, URL-011, DST-006 and HDR-011: what shows only beside the rows before. Constant work a
// row.
#include "rules/families.h"
#include "text/clean.h"
#include "text/cold.h"

namespace portcheck::rules {
namespace {

constexpr uint32_t kDragged = 5;   // steps in a row: fewer may be chance
constexpr uint64_t kBlock = 9;     // numbers of a block with one missing
constexpr uint64_t kSwapRows = 4;  // rows from which a pattern of columns is worth a word

// Whether one digit, or two neighbouring digits in the wrong order, tell `a` from `b`.
bool one_slip(uint64_t a, uint64_t b) {
  if (a == b) return false;
  for (; a % 10 == b % 10; a /= 10) b /= 10;
  return a / 10 == b / 10 || (a / 100 == b / 100 && a % 10 == b / 10 % 10 && a / 10 % 10 == b % 10);
}

PORTCHECK_COLD void add_slip(RowContext& row, uint64_t slip, uint64_t expected) {
  if (Finding* finding = row.sheet.add(RuleId::NUM_024, row.sheet.before.row,
                                       row.sheet.column_of[index_of(Field::number_to_port)])) {
    set_value(*finding, phone::format_national(slip));
    set_number(*finding, "expected", expected);
  }
}

// "…000, …001, …020, …003": the third of four rows in a run is a slip.
void judge_run(RowContext& row) {
  Neighbours& before = row.sheet.before;
  const auto& [slip, second, first] = before.number;
  uint64_t expected = second + 1;
  if (second != 0 && first + 1 == second && expected + 1 == row.number && one_slip(slip, expected))
    add_slip(row, slip, expected);
  before.number = {row.number, slip, second};
  before.row = row.row.number;
}

PORTCHECK_COLD void add_climb(RowContext& row, RuleId rule, Field field) {
  if (Finding* finding = row.add(rule, field)) {
    set_value(*finding, row.at(field)->text);
    set_param(*finding, "rows", kDragged + 1);
  }
}

void climb(RowContext& row, Climb& climb, uint64_t value, RuleId rule, Field field) {
  climb.steps = value != 0 && value == climb.last + 1 ? climb.steps + 1 : 0;
  climb.last = value;
  if (climb.steps == kDragged) add_climb(row, rule, field);
}

// The number at the end of the address, with its length before the digits, so that only equal addresses
// climb.
uint64_t last_number(std::string_view address) {
  uint64_t value = 0, unit = 1;
  while (!address.empty() && text::is_digit(address.back()) && unit < 1'000'000'000) {
    value += static_cast<uint64_t>(address.back() - '0') * unit;
    unit *= 10;
    address.remove_suffix(1);
  }
  return unit == 1 ? 0 : value | uint64_t{address.size()} << 32;
}

}  // namespace

void neighbours_add(RowContext& row) {
  Neighbours& before = row.sheet.before;
  judge_run(row);
  if (row.number != 0) ++before.numbers;
  if (row.new_number) {
    ++before.new_numbers;
    before.least = std::min(before.least, row.number);
    before.most = std::max(before.most, row.number);
    before.sum += row.number;
  }
  if (row.campaign != before.last_campaign || row.campaign == 0) {
    climb(row, before.campaign, row.campaign == 0 ? 0 : last_number(row.at(Field::campaign_url)->text),
          RuleId::URL_011, Field::campaign_url);
    before.last_campaign = row.campaign;
  } else {
    before.campaign.steps = 0;
  }
  climb(row, before.destination, row.destination, RuleId::DST_006, Field::detected_destination);
  if (row.destination != 0 && row.destination != before.last_destination) ++before.new_destinations;
  before.last_destination = row.destination;
}

PORTCHECK_COLD void neighbours_sheet_end(SheetContext& sheet) {
  const Neighbours& before = sheet.before;
  uint32_t column = sheet.column_of[index_of(Field::number_to_port)];
  if (before.new_numbers >= kBlock && before.most - before.least == before.new_numbers) {
    if (Finding* finding = sheet.add(RuleId::NUM_025, kNone, column)) {
      uint64_t whole = (before.least + before.most) * (before.new_numbers + 1) / 2;
      set_number(*finding, "first", before.least);
      set_number(*finding, "last", before.most);
      set_number(*finding, "missing", whole - before.sum);
    }
  }
  bool repeating = before.numbers >= kSwapRows && before.new_numbers * 2 <= before.numbers;
  if (repeating && before.new_destinations * 10 >= before.numbers * 9) {
    if (Finding* finding = sheet.add(RuleId::HDR_011, sheet.report.header_row, column)) {
      set_param(*finding, "unique", static_cast<int64_t>(before.new_numbers));
      set_param(*finding, "rows", static_cast<int64_t>(before.numbers));
    }
  }
}

}  // namespace portcheck::rules
