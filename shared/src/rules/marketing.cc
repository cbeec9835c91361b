// MKT-001 … MKT-007: media_type, description and the marketing data columns.
#include "rules/cell_text.h"
#include "rules/families.h"
#include "rules/header_names.h"
#include "rules/media_types.h"
#include "rules/usual_cells.h"
#include "text/clean.h"
#include "text/cold.h"
#include "text/literal.h"
#include "text/word_list.h"

namespace portcheck::rules {
namespace {

constexpr Field kField = Field::media_type;
using limits::kLongText;
using limits::kShortText;

std::string_view group_less(std::string_view media_type) {
  size_t colon = media_type.find(": ");
  return colon == std::string_view::npos ? media_type : media_type.substr(colon + 2);
}

// A spelling beside the media types that there are.
struct Comparison {
  std::string folded;  // the cell
  std::string_view nearest;
  unsigned distance = 3;             // of the nearest one, below this
  std::vector<std::string> choices;  // those that are spelled so but for their group
  bool standard = false;             // `nearest` is one of the platform's

  // True when the cell is this one.
  bool meets(std::string_view media_type) {
    const std::string name = text::fold_name(media_type);
    if (name == folded) {
      nearest = media_type;
      return true;
    }
    const unsigned its = text::edit_distance(folded, name, 2);
    if (its < distance) {
      distance = its;
      nearest = media_type;
    }
    if (text::fold_name(group_less(media_type)) == folded) choices.emplace_back(media_type);
    return false;
  }
  bool meets_any(const Options& options) {
    for (const std::string& media_type : options.media_types) {
      if (meets(media_type)) return true;
    }
    standard = options.standard_media_types;
    if (!standard) return false;
    for (const char* media_types = kMediaTypes; media_types != nullptr;) {
      if (meets(text::next_word(media_types))) return true;
    }
    return false;
  }
};

PORTCHECK_COLD void describe(MediaVerdict& verdict, const Comparison& compared) {
  Finding finding;
  set_value(finding, verdict.text);
  if (!compared.choices.empty()) {
    verdict.unknown_rule = RuleId::MKT_006;
    if (compared.choices.size() == 1) set_fix(finding, compared.choices[0], false);
    set_param(finding, "choices", compared.choices);
  } else {
    set_reason(finding, compared.nearest.empty() ? "unknown" : "near");
    if (!compared.nearest.empty()) {
      set_param(finding, "suggestion", compared.nearest);
      set_fix(finding, compared.nearest, false);
    }
  }
  verdict.unknown = std::move(finding.details);
}

PORTCHECK_COLD MediaVerdict understand(const Options& options, std::string_view cell, std::string& scratch) {
  MediaVerdict verdict;
  verdict.text = cell;
  Comparison compared;
  compared.folded = text::fold_name(text::clean(cell, scratch, true).text);
  verdict.known = compared.meets_any(options);
  if (!verdict.known) {
    describe(verdict, compared);
    return verdict;
  }
  verdict.suggestion = compared.nearest;
  verdict.canonical = text::trim(cell) == verdict.suggestion;
  verdict.google = compared.standard && compared.nearest == kGoogleCallExtension;
  return verdict;
}

}  // namespace

const MediaVerdict& media_verdict(SheetContext& sheet, std::string_view cell) {
  const uint64_t first = text::first_word(cell), last = text::last_word(cell);
  const uint64_t mixed = (first ^ last ^ first >> 32) * 0x9E3779B1;
  auto& ways = sheet.media.verdicts[(mixed >> 16) % MediaMemo::kPlaces];
  for (const MediaVerdict& verdict : ways) {
    const bool same = verdict.first == first && verdict.last == last && verdict.text.size() == cell.size();
    if (same && (cell.size() <= 16 || verdict.text == cell)) return verdict;
  }
  MediaVerdict& verdict = ways[sheet.media.oldest++ % MediaMemo::kWays];
  verdict = understand(sheet.state.request.options, cell, sheet.scratch);
  verdict.first = first;
  verdict.last = last;
  return verdict;
}

PORTCHECK_COLD void say_unknown(RowContext& row, const MediaVerdict& verdict) {
  if (Finding* finding = row.add(verdict.unknown_rule, kField)) finding->details = verdict.unknown;
}

namespace {

// Both lists ascend by column.
void judge_required(RowContext& row) {
  size_t at = 0;
  for (const RequiredColumn& required : row.sheet.required) {
    while (at < row.row.cells.size() && row.row.cells[at].column < required.column) ++at;
    bool there = at < row.row.cells.size() && row.row.cells[at].column == required.column;
    if (there && !text::trim(row.row.cells[at].text).empty()) continue;
    if (Finding* finding = row.sheet.add(RuleId::MKT_007, row.row.number, required.column))
      set_param(*finding, "name", required.name);
  }
}

bool has_account(const RowContext& row) {
  for (const sheet::Cell& cell : row.row.cells) {
    if (cell.column == row.sheet.adwords_column && row.sheet.adwords_column != 0) return true;
  }
  return false;
}

PORTCHECK_COLD void add_spelling(RowContext& row, const sheet::Cell& cell, const MediaVerdict& verdict) {
  if (Finding* finding = row.add(RuleId::MKT_002, kField)) {
    set_value(*finding, cell.text);
    set_param(*finding, "suggestion", verdict.suggestion);
    set_fix(*finding, verdict.suggestion, true);
  }
}

void judge_media_type(RowContext& row, const sheet::Cell& cell) {
  const MediaVerdict& verdict = media_verdict(row.sheet, cell.text);
  if (!verdict.known) {
    say_unknown(row, verdict);
    return;
  }
  if (!verdict.canonical) add_spelling(row, cell, verdict);
  if (verdict.google && !has_account(row)) {
    if (Finding* finding = row.add(RuleId::MKT_003, kField)) set_value(*finding, cell.text);
  }
}

PORTCHECK_COLD void judge_lengths(RowContext& row) {
  for (const sheet::Cell& cell : row.row.cells) {
    if (cell.text.size() <= kShortText) continue;
    uint8_t slot = cell.column < row.sheet.slot_of.size() ? row.sheet.slot_of[cell.column] : uint8_t{0};
    if (slot != index_of(Field::marketing) && slot != index_of(Field::description)) continue;
    size_t length = text::count_characters(cell.text);
    if (length <= kShortText) continue;
    if (Finding* finding = row.sheet.add(RuleId::MKT_005, row.row.number, cell.column)) {
      set_value(*finding, cell.text);
      set_param(*finding, "length", static_cast<int64_t>(length));
      set_param(*finding, "limit", static_cast<int64_t>(length > kLongText ? kLongText : kShortText));
    }
  }
}

// Whether the profile says that the column may be empty, or must not: then MKT-007 has spoken.
PORTCHECK_COLD bool in_profile(const Options& options, Field field) {
  for (const auto* names : {&options.optional_columns, &options.required_columns}) {
    for (const std::string& name : *names) {
      if (match_header(name).field == field) return true;
    }
  }
  return false;
}

}  // namespace

void marketing_row(RowContext& row) {
  if (const sheet::Cell* cell = row.at(kField)) judge_media_type(row, *cell);
  if (row.long_cell) judge_lengths(row);
  judge_required(row);
}

void marketing_add(RowContext& row) {
  row.sheet.empty_optional[0] += row.at(kField) ? 0U : 1U;
  row.sheet.empty_optional[1] += row.at(Field::description) ? 0U : 1U;
}

PORTCHECK_COLD void marketing_sheet_end(SheetContext& sheet) {
  constexpr Field kOptional[] = {Field::media_type, Field::description};
  for (size_t i = 0; i < 2; ++i) {
    uint32_t column = sheet.column_of[index_of(kOptional[i])];
    if (column == 0 || sheet.empty_optional[i] == 0 || in_profile(sheet.state.request.options, kOptional[i]))
      continue;
    if (Finding* finding = sheet.add(RuleId::MKT_004, kNone, column)) {
      set_param(*finding, "field", to_string(kOptional[i]));
      set_param(*finding, "rows", static_cast<int64_t>(sheet.empty_optional[i]));
    }
  }
}

}  // namespace portcheck::rules
