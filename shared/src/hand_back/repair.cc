#include "hand_back/repair.h"

#include <algorithm>
#include <utility>

#include "hand_back/cleaning.h"
#include "hand_back/number_style.h"
#include "rules/hash_text.h"
#include "rules/number_set.h"
#include "text/clean.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::hand_back {
namespace {

using sheet::Cell;
using sheet::CellKind;
using sheet::Row;

struct CertainFix {
  uint32_t row, column;
  RuleId rule;
  std::string value;
};

// Keeps what may be applied unasked, drops the rest as it comes.
class FixCollector final : public FindingSink {
 public:
  void finding(Finding&& finding) override {
    const Place& place = finding.place;
    if (finding.rule == RuleId::HDR_004) {
      for (const Param param : finding.details) {
        if (param.name == "expected") doubtful.emplace_back(std::get<std::string_view>(param.value));
      }
    }
    const std::optional<Fix> fix = finding.fix();
    if (!fix || !fix->certain || place.row == kNone || place.column == kNone) return;
    fixes.push_back({place.row, place.column, finding.rule, std::string(fix->value)});
  }
  bool is_doubtful(std::string_view name) const {
    return std::find(doubtful.begin(), doubtful.end(), name) != doubtful.end();
  }

  std::vector<CertainFix> fixes;
  std::vector<std::string> doubtful;  // names of the template that two columns may have: neither is renamed
};

bool comes_before(const CertainFix& a, const CertainFix& b) {
  return a.row != b.row ? a.row < b.row : a.column < b.column;
}

std::string shown(std::string_view text) {
  return std::string(text::cut_at_character(text, limits::kShownValueBytes));
}

class Repairer {
 public:
  Repairer(const Request& request, Source& source, NumberStyle style, HandBack& done)
      : source_(source), table_(source.table), style_(style), done_(done) {
    cleaned_ = clean_cells(table_);
    columns_ = judge(request, source, collected_);
    text::stable_sort(collected_.fixes, comes_before);
    for (const ColumnReport& column : columns_.named) {
      named_numbers_ =
          named_numbers_ || (column.field == Field::number_to_port && column.match != HeaderMatch::none);
    }
    for (Field field : {Field::number_to_port, Field::detected_destination}) {
      const uint32_t column = columns_.at(field);
      if (column == 0) continue;
      NumberStyle& chosen = field == Field::number_to_port ? number_style_ : destination_style_;
      chosen = style_ == NumberStyle::automatic ? style_of_column(table_, column) : style_;
    }
  }

  Columns run() {
    gone_.assign(table_.rows().size(), 0);
    for (size_t i = 0; i < gone_.size(); ++i) row(i);
    if (!gone_.empty()) blank_rows_before(table_.rows().back().number + 1, done_.changes.size());
    table_.erase(gone_);
    place_now();
    note_losses();
    return std::move(columns_);
  }

 private:
  struct Mark {
    size_t listed;
    uint64_t count;
  };

  Change* add(Repair repair, uint32_t row) {
    if (done_.change_count++ >= limits::kListedChanges) return nullptr;
    Change& change = done_.changes.emplace_back();
    change.repair = repair;
    change.row = row;
    return &change;
  }

  void row(size_t index) {
    const uint32_t number = table_.rows()[index].number;
    cells_.assign(table_.rows()[index].cells.begin(), table_.rows()[index].cells.end());
    uint64_t digits = 0;
    bool blank = true;
    const Mark before{done_.changes.size(), done_.change_count};
    for (const Cell& cell : cells_) {
      emptied(number, cell.column);
      std::optional<RuleId> rule;
      std::string_view came = cell.text;
      if (next_cleaned_ < cleaned_.size() && cleaned_[next_cleaned_].row == number &&
          cleaned_[next_cleaned_].column == cell.column) {
        came = cleaned_[next_cleaned_].before;
        rule = cleaned_[next_cleaned_++].rule;
      }
      std::string after = repaired(number, cell, rule, digits);
      if (after != cell.text || (cell.kind != CellKind::text && digits_of_cell_ != 0)) {
        table_.set(index, cell.column, after);
      }
      blank = blank && after.empty();
      if (after != came) change_cell(number, cell.column, came, after, rule);
    }
    emptied(number, UINT32_MAX);
    gone_[index] = blank;
    if (blank) {
      take_back(before);
      return;
    }
    if (digits != 0 && named_numbers_ && number > columns_.header_row)
      leave_out_repeat(index, number, before);
    blank_rows_before(number, before.listed);
  }

  void change_cell(uint32_t row, uint32_t column, std::string_view came, std::string_view after,
                   std::optional<RuleId> rule) {
    if (Change* change = add(row == columns_.header_row ? Repair::header : Repair::cell, row)) {
      change->column = column;
      change->rule = rule;
      change->before = shown(came);
      change->after = shown(after);
    }
  }

  // Cells before `column` of which cleaning has left nothing.
  void emptied(uint32_t row, uint32_t column) {
    for (; next_cleaned_ < cleaned_.size(); ++next_cleaned_) {
      const CleanedCell& cell = cleaned_[next_cleaned_];
      if (cell.row > row || (cell.row == row && cell.column >= column)) return;
      if (cell.row == row) change_cell(row, cell.column, cell.before, {}, cell.rule);
    }
  }

  // Changes of a row that is left out are of no interest.
  void take_back(Mark mark) {
    done_.changes.resize(mark.listed);
    done_.change_count = mark.count;
  }

  bool is_number_column(uint32_t column) const {
    return column == columns_.at(Field::number_to_port) || column == columns_.at(Field::detected_destination);
  }

  // What the cell should say. `rule` comes with that of the cleaning and leaves with that of the repair.
  // `digits` is set where it is the row's number.
  std::string repaired(uint32_t row, const Cell& cell, std::optional<RuleId>& rule, uint64_t& digits) {
    const CertainFix* fix = nullptr;
    std::vector<CertainFix>& fixes = collected_.fixes;
    while (next_ < fixes.size() && comes_before(fixes[next_], {row, cell.column, {}, {}})) ++next_;
    for (; next_ < fixes.size() && fixes[next_].row == row && fixes[next_].column == cell.column; ++next_) {
      fix = &fixes[next_];
    }
    digits_of_cell_ = 0;
    const bool is_header = row == columns_.header_row;
    if (fix && is_header && collected_.is_doubtful(fix->value)) fix = nullptr;
    if (fix) rule = fix->rule;
    if (row > columns_.header_row && is_number_column(cell.column)) {
      digits_of_cell_ = certain_digits(cell, scratch_);
      const bool ported = cell.column == columns_.at(Field::number_to_port);
      if (ported) digits = digits_of_cell_;
      if (digits_of_cell_ != 0) return spell(digits_of_cell_, ported ? number_style_ : destination_style_);
    }
    if (fix) return fix->value;
    if (is_header) return header(cell);
    const bool judged = cell.column == columns_.at(Field::campaign_url) || is_number_column(cell.column) ||
                        cell.column == columns_.at(Field::media_type);
    return std::string(judged ? text::trim(cell.text) : cell.text);
  }

  // A column that was read as one of the template's is named like it.
  std::string header(const Cell& cell) {
    for (const ColumnReport& column : columns_.named) {
      if (column.column != cell.column || column.match != HeaderMatch::folded) continue;
      const std::string_view name = template_name(column.field);
      if (!collected_.is_doubtful(name)) return std::string(name);
    }
    return std::string(text::trim(cell.text));
  }

  static bool same_cells(const Row& a, const Row& b) {
    return std::equal(a.cells.begin(), a.cells.end(), b.cells.begin(), b.cells.end(),
                      [](const Cell& x, const Cell& y) { return x.column == y.column && x.text == y.text; });
  }

  void leave_out_repeat(size_t index, uint32_t number, Mark before) {
    const Row& row = table_.rows()[index];
    uint64_t hash = 0;
    for (const Cell& cell : row.cells)
      hash = (hash ^ cell.column) * 0x9E3779B97F4A7C15ULL ^ rules::hash_text(cell.text);
    constexpr unsigned kSpare = 31;  // bits of a hash that are no part of the key
    const rules::NumberSet::Entry* entry;
    while ((entry = seen_.insert((hash >> kSpare) + 1, 0, static_cast<uint32_t>(index) + 1, 0)) &&
           !same_cells(row, table_.rows()[entry->row() - 1]))
      hash = hash * 0x9E3779B97F4A7C15ULL + 1;
    if (!entry) return;
    gone_[index] = 1;
    take_back(before);
    if (Change* change = add(Repair::repeat, number)) {
      change->other_row = table_.rows()[entry->row() - 1].number;
      change->rule = RuleId::ROW_004;
      const Cell* cell = table_.cell(index, columns_.at(Field::number_to_port));
      change->before = shown(cell->text);
    }
  }

  // Rows that the file does not spell out are as blank as those it does.
  void blank_rows_before(uint32_t number, size_t listed_before) {
    const uint32_t first = std::exchange(last_row_, number) + 1;
    if (first == number) return;
    Change* change = add(Repair::blank_rows, first);
    if (!change) return;
    change->other_row = number - 1;
    change->rule = RuleId::ROW_003;
    std::rotate(done_.changes.begin() + static_cast<std::ptrdiff_t>(listed_before), done_.changes.end() - 1,
                done_.changes.end());
  }

  void place_now() {
    size_t index = 0;
    for (Change& change : done_.changes) {
      if (change.repair != Repair::cell && change.repair != Repair::header) continue;
      const std::vector<Row>& rows = table_.rows();
      while (index < rows.size() && rows[index].number < change.row) ++index;
      if (index < rows.size() && rows[index].number == change.row)
        change.now_row = static_cast<uint32_t>(index + 1);
    }
  }

  void note_losses() {
    bool formulas = false, dates = false;
    for (const Row& row : table_.rows()) {
      for (const Cell& cell : row.cells) {
        formulas = formulas || cell.formula;
        dates = dates || cell.kind == CellKind::date;
      }
    }
    const auto note = [&](RemarkId id) { done_.notes.push_back({id}); };
    if (!source_.text_file) note(RemarkId::formatting);
    if (formulas) note(RemarkId::formulas);
    if (dates) note(RemarkId::dates);
    if (source_.facts.hidden_rows != 0 || source_.facts.hidden_columns != 0) note(RemarkId::hidden);
    if (!source_.other_sheets.empty()) {
      std::vector<std::string> names;
      for (const std::string& name : source_.other_sheets) names.push_back(shown(name));
      Remark others{RemarkId::other_sheets, {{"used", shown(source_.sheet)}}};
      others.details.add("others", names);
      done_.notes.push_back(std::move(others));
    }
    if (source_.facts.undecodable_rows != 0) note(RemarkId::undecodable);
    if (source_.facts.cut_cells != 0) note(RemarkId::cells_cut);
  }

  Source& source_;
  sheet::Table& table_;
  NumberStyle style_;
  HandBack& done_;
  Columns columns_;
  std::vector<CleanedCell> cleaned_;
  FixCollector collected_;
  NumberStyle number_style_ = NumberStyle::dashes, destination_style_ = NumberStyle::dashes;
  rules::NumberSet seen_;  // rows by their content
  std::vector<uint8_t> gone_;
  std::vector<Cell> cells_;
  std::string scratch_;
  size_t next_ = 0, next_cleaned_ = 0;  // of the fixes, of the cleaned cells
  bool named_numbers_ = false;  // the header says which column has the numbers: no row is dropped on a guess
  uint64_t digits_of_cell_ = 0;
  uint32_t last_row_ = 0;  // that was not blank
};

}  // namespace

Columns repair(const Request& request, Source& source, NumberStyle style, HandBack& done) {
  return Repairer(request, source, style, done).run();
}

}  // namespace portcheck::hand_back
