// NUM-001 … NUM-023 and the repeats ROW-004, ROW-005: the cell Number to Port.
#include <algorithm>

#include "phone/numbering_plan.h"
#include "phone/ordinary_number.h"
#include "rules/cell_text.h"
#include "rules/families.h"
#include "rules/usual_cells.h"
#include "text/cold.h"
#include "text/decimal.h"

namespace portcheck::rules {
namespace {

using phone::AreaClass;
using phone::ParseStatus;
using phone::PhoneNumber;

constexpr Field kField = Field::number_to_port;

PORTCHECK_COLD void set_three(Finding& finding, const char* name, unsigned value) {
  const char digits[] = {static_cast<char>('0' + value / 100), static_cast<char>('0' + value / 10 % 10),
                         static_cast<char>('0' + value % 10)};
  set_param(finding, name, std::string_view(digits, 3));
}

// A spelling that no spreadsheet program takes for a number.
PORTCHECK_COLD std::string fixed(uint64_t digits) {
  std::string text = phone::format_national(digits);
  return text.substr(1, 3) + "-" + text.substr(6);
}

PORTCHECK_COLD Finding* add(RowContext& row, RuleId rule) {
  Finding* finding = row.add(rule, kField);
  if (finding && row.at(kField)) set_value(*finding, row.at(kField)->text);
  return finding;
}

PORTCHECK_COLD void add_reason(RowContext& row, RuleId rule, const char* reason) {
  if (Finding* finding = add(row, rule)) set_reason(*finding, reason);
}

PORTCHECK_COLD void judge_foreign(RowContext& row, const PhoneNumber& number) {
  row.country_code = number.country_code;
  if (Finding* finding = add(row, RuleId::NUM_019)) {
    set_reason(*finding, number.country_code == 44 ? "uk" : "other");
    set_param(*finding, "code", text::decimal(number.country_code));
  }
}

PORTCHECK_COLD void add_foreign(RequestState& state, uint16_t country_code) {
  if (country_code == 44) {
    ++state.british;
    return;
  }
  ++state.foreign;
  constexpr size_t kCodes = 5;
  std::string code = "+" + text::decimal(country_code);
  std::vector<std::string>& codes = state.foreign_codes;
  if (codes.size() < kCodes && std::find(codes.begin(), codes.end(), code) == codes.end())
    codes.push_back(std::move(code));
}

// Whatever keeps the cell from being ten digits. True when there is a number to look at all the same.
PORTCHECK_COLD bool judge_reading(RowContext& row, const PhoneNumber& number) {
  Finding* finding = nullptr;
  switch (number.status) {
    case ParseStatus::ok:
      return true;
    case ParseStatus::empty:
      row.add(RuleId::ROW_001, kField);
      return false;
    case ParseStatus::text:
      add_reason(row, RuleId::NUM_001, "text");
      return false;
    case ParseStatus::too_short:
    case ParseStatus::too_long:
      if ((finding = add(row, RuleId::NUM_001))) {
        set_reason(*finding, number.status == ParseStatus::too_short ? "short" : "long");
        set_param(*finding, "digits", number.digit_count);
      }
      return false;
    case ParseStatus::typo:
      if ((finding = add(row, RuleId::NUM_001))) {
        set_reason(*finding, "letter");
        set_param(*finding, "digits", number.digit_count);
        if (number.digits != 0) set_fix(*finding, fixed(number.digits), false);
      }
      return false;
    case ParseStatus::lost_digits:
      if ((finding = add(row, RuleId::NUM_002))) set_param(*finding, "digits", number.digit_count);
      return false;
    case ParseStatus::several:
      add_reason(row, RuleId::NUM_005, "several");
      return false;
    case ParseStatus::range:
      add_reason(row, RuleId::NUM_005, "range");
      return false;
    case ParseStatus::extension:
      if ((finding = add(row, RuleId::NUM_006))) {
        set_number(*finding, "number", number.digits);
        set_fix(*finding, fixed(number.digits), false);
      }
      return false;
    case ParseStatus::foreign:
      judge_foreign(row, number);
      return false;
    case ParseStatus::masked:
      add(row, RuleId::NUM_023);
      return false;
  }
  return false;
}

PORTCHECK_COLD void judge_spelling(RowContext& row, const PhoneNumber& number) {
  if (Finding* finding = add(row, number.vanity ? RuleId::NUM_004 : RuleId::NUM_003)) {
    set_number(*finding, "number", number.digits);
    set_fix(*finding, fixed(number.digits), !number.vanity);
  }
}

PORTCHECK_COLD bool add_nxx(RowContext& row, RuleId rule, unsigned nxx) {
  if (Finding* finding = add(row, rule)) set_three(*finding, "nxx", nxx);
  return false;
}

// False: such a number cannot exist.
PORTCHECK_COLD bool judge_exchange(RowContext& row, const PhoneNumber& number, bool toll_free) {
  unsigned nxx = number.nxx();
  if (nxx < 200) return add_nxx(row, RuleId::NUM_008, nxx);
  if (nxx == 555 && number.line() >= 100 && number.line() <= 199 && (!toll_free || number.npa() == 800)) {
    row.fictional = true;
    add(row, RuleId::NUM_010);
    return false;
  }
  if (toll_free) {
    if (nxx == 911 || (nxx == 555 && number.npa() != 800)) {
      if (Finding* finding = add(row, RuleId::NUM_022)) {
        set_three(*finding, "npa", number.npa());
        set_three(*finding, "nxx", nxx);
      }
    }
    return true;
  }
  if (nxx % 100 == 11) return add_nxx(row, RuleId::NUM_009, nxx);
  if (nxx == 555 || nxx == 950 || nxx == 958 || nxx == 959 || nxx == 976) add_nxx(row, RuleId::NUM_011, nxx);
  return true;
}

// "North American Numbering Plan": is there such an area code, today? False: the number cannot be ported.
PORTCHECK_COLD bool judge_area(RowContext& row, const PhoneNumber& number, const phone::Area& area) {
  const char* reason = "";
  Finding* finding = nullptr;
  switch (area.area_class) {
    case AreaClass::toll_free:
      return true;
    case AreaClass::geographic:
      if (area.dated && area.since <= row.sheet.state.today) return true;
      if ((finding = add(row, RuleId::NUM_013))) {
        set_reason(*finding, area.dated ? "dated" : "undated");
        set_three(*finding, "npa", number.npa());
        if (area.dated) set_param(*finding, "date", format_iso(from_days(area.since)));
      }
      return true;
    case AreaClass::unassigned:
      if ((finding = add(row, RuleId::NUM_012))) {
        set_three(*finding, "npa", number.npa());
        set_param(*finding, "list_date", phone::area_list_date());
      }
      return true;
    case AreaClass::toll_free_reserved:
      if ((finding = add(row, RuleId::NUM_015))) set_three(*finding, "npa", number.npa());
      return true;
    case AreaClass::premium:
      reason = "premium";
      break;
    case AreaClass::carrier:
      reason = "carrier";
      break;
    case AreaClass::government:
      reason = "government";
      break;
    case AreaClass::personal:
      reason = "personal";
      break;
    case AreaClass::special:
      reason = "special";
      break;
  }
  if ((finding = add(row, RuleId::NUM_014))) {
    set_reason(*finding, reason);
    set_three(*finding, "npa", number.npa());
  }
  return false;
}

bool looks_made_up(uint64_t digits) {
  uint64_t seven = digits % 10'000'000;
  return digits % 1'111'111'111 == 0 || seven % 1'111'111 == 0 || seven == 1'234'567 || seven == 2'345'678 ||
         seven == 9'876'543;
}

PORTCHECK_COLD void add_repeat(RowContext& row, const NumberSet::Entry& entry, uint32_t campaign) {
  bool same_file = entry.file() == static_cast<uint32_t>(row.sheet.file);
  if (Finding* finding = add(row, RuleId::ROW_004)) {
    set_reason(*finding, same_file ? "same_file" : "other_file");
    set_param(*finding, "first_row", entry.row());
    if (!same_file) set_param(*finding, "first_file", row.sheet.state.request.files[entry.file()].name);
  }
  if (same_file && campaign != 0 && entry.note() != 0 && campaign != entry.note()) {
    if (Finding* finding = row.add(RuleId::ROW_005, Field::campaign_url)) {
      set_value(*finding, row.at(Field::campaign_url)->text);
      set_param(*finding, "first_row", entry.row());
    }
  }
}

void add_number(RowContext& row) {
  RequestState& state = row.sheet.state;
  ++state.usable;
  auto campaign = static_cast<uint32_t>(row.campaign >> 32);
  const auto file = static_cast<uint32_t>(row.sheet.file);
  const NumberSet::Entry* entry = state.numbers.insert(row.number, file, row.row.number, campaign);
  row.new_number = entry == nullptr;
  if (!entry) {
    ++state.unique[row.toll_free];
    if (!row.toll_free) ++state.unique_by_npa[row.npa];
    return;
  }
  add_repeat(row, *entry, campaign);
}

PORTCHECK_COLD void keep_candidate(RowContext& row, std::vector<KindCandidate>& candidates) {
  candidates.push_back({row.sheet.file, row.sheet.name, row.row.number, row.sheet.column_of[index_of(kField)],
                        std::string(row.at(kField)->text)});
}

void add_kind(RowContext& row) {
  RequestState& state = row.sheet.state;
  ++state.rows[row.toll_free];
  auto& candidates = state.candidates[row.toll_free];
  if (state.findings.wants_details(RuleId::NUM_020, candidates.size())) keep_candidate(row, candidates);
}

PORTCHECK_COLD void count_request(RequestState& state) {
  RequestReport& report = state.report.request;
  report.numbers = state.usable;
  report.unique = state.unique[0] + state.unique[1];
  report.local = state.unique[0];
  report.toll_free = state.unique[1];
  for (unsigned npa = 200; npa < 1000; ++npa) {
    std::string_view country = phone::find_area(npa).country();
    if (state.unique_by_npa[npa] == 0 || country.empty()) continue;
    std::vector<CountryCount>& counts = report.countries;
    size_t at = 0;
    while (at < counts.size() && counts[at].country != country) ++at;
    if (at == counts.size()) counts.push_back({country, 0});
    counts[at].numbers += state.unique_by_npa[npa];
    for (; at > 0 && counts[at].country < counts[at - 1].country; --at) std::swap(counts[at - 1], counts[at]);
  }
}

PORTCHECK_COLD void judge_characters(RowContext& row, const PhoneNumber& number) {
  bool readable = number.status == ParseStatus::ok && !number.vanity;
  add_invisible(row, kField, number.changed, readable ? fixed(number.digits) : std::string());
}

}  // namespace

PORTCHECK_COLD void say_country(RowContext& row) {
  const phone::Area area = phone::find_area(row.npa);
  Finding* finding = nullptr;
  std::string_view country = area.country();
  if (country == "CA") {
    if ((finding = add(row, RuleId::NUM_016))) set_param(*finding, "location", area.region());
  } else if (country == "PR" || country == "VI" || country == "GU" || country == "AS" || country == "MP") {
    if ((finding = add(row, RuleId::NUM_018))) set_param(*finding, "location", country);
  } else if ((finding = add(row, RuleId::NUM_017))) {
    set_param(*finding, "country", country);
  }
}

namespace {

PORTCHECK_COLD void judge_impossible(RowContext& row, const PhoneNumber& number) {
  if (Finding* finding = add(row, RuleId::NUM_007)) set_three(*finding, "npa", number.npa());
}

// What the plan says of the ten digits.
PORTCHECK_COLD void judge_digits(RowContext& row, const PhoneNumber& number) {
  row.number = number.digits;
  row.npa = number.npa();
  if (!phone::possible_npa(number.npa())) return judge_impossible(row, number);
  phone::Area area = phone::find_area(number.npa());
  bool toll_free =
      area.area_class == AreaClass::toll_free || area.area_class == AreaClass::toll_free_reserved;
  if (!judge_area(row, number, area) || !judge_exchange(row, number, toll_free)) return;
  if (area.country_index > 1) say_country(row);  // neither none nor the United States
  if (looks_made_up(number.digits)) add(row, RuleId::NUM_021);
  row.usable = true;
  row.toll_free = toll_free;
}

PORTCHECK_COLD void judge_cell(RowContext& row, const sheet::Cell& cell) {
  PhoneNumber number = phone::parse_phone(cell.text, cell.kind == sheet::CellKind::number, row.sheet.scratch);
  if (number.changed != 0 && number.status != ParseStatus::empty) judge_characters(row, number);
  if (number.status != ParseStatus::ok && !judge_reading(row, number)) return;
  if (number.vanity || number.mangled) judge_spelling(row, number);
  judge_digits(row, number);
}

}  // namespace

void number_row(RowContext& row) {
  if (row.sheet.column_of[index_of(kField)] == 0) return;
  const sheet::Cell* cell = row.at(kField);
  if (!cell) {
    row.add(RuleId::ROW_001, kField);
    return;
  }
  if (const uint64_t digits = phone::ordinary_number(cell->text).digits(); digits != 0) {
    judge_digits(row, phone::ten_digits(digits));
  } else {
    judge_cell(row, *cell);
  }
}

void number_add(RowContext& row) {
  if (row.country_code != 0) add_foreign(row.sheet.state, row.country_code);
  if (!row.usable) return;
  add_number(row);
  add_kind(row);
}

// The request's kind: as asked for, else that of most rows.
PORTCHECK_COLD void number_totals(RequestState& state) {
  count_request(state);
  Kind kind = state.request.options.kind;
  if (kind == Kind::automatic && state.usable != 0)
    kind = state.rows[1] > state.rows[0] ? Kind::toll_free : Kind::local;
  state.report.request.kind = kind;
}

// The rows of the other kind carry the finding.
PORTCHECK_COLD void number_request(RequestState& state) {
  const Kind kind = state.report.request.kind;
  if (kind == Kind::automatic) return;
  bool minority_toll_free = kind == Kind::local;
  auto& candidates = state.candidates[minority_toll_free];
  uint64_t count = state.rows[minority_toll_free];
  for (uint64_t i = 0; i < count; ++i) {
    if (i >= candidates.size()) {
      state.findings.add(RuleId::NUM_020, {});
      continue;
    }
    KindCandidate& candidate = candidates[static_cast<size_t>(i)];
    Finding* finding = state.findings.add(RuleId::NUM_020,
                                          {candidate.file, candidate.sheet, candidate.row, candidate.column});
    if (!finding) continue;
    set_value(*finding, candidate.value);
    set_reason(*finding, minority_toll_free ? "toll_free" : "local");
  }
}

}  // namespace portcheck::rules
