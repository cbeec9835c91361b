#include <algorithm>

#include "edit/session.h"
#include "text/stable_sort.h"

namespace portcheck::edit {
namespace {

constexpr size_t kExamples = 8;  // more than a finding names

// The columns that a check counts: the first ones in the order of rows.
std::vector<rules::UnnamedColumn> counted_columns(const SheetSums& sums) {
  std::vector<std::pair<uint32_t, uint32_t>> order;  // first row, column
  for (const auto& [column, rows] : sums.unnamed_rows)
    order.emplace_back(sums.unnamed.first(column)->place, column);
  std::sort(order.begin(), order.end());
  if (order.size() > rules::kUnnamedColumns) order.resize(rules::kUnnamedColumns);
  std::vector<rules::UnnamedColumn> counted;
  for (const auto& place : order) counted.push_back({place.second, sums.unnamed_rows.at(place.second)});
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
  return counted;
}

void add_examples(const EditedSheet& sheet, bool toll_free, size_t most,
                  std::vector<rules::KindCandidate>& examples) {
  const RowSet& rows = sheet.sums.kinds[toll_free];
  const uint32_t column = sheet.context.column_of[rules::index_of(Field::number_to_port)];
  for (uint32_t row = rows.next(0); row != kNone && examples.size() < most; row = rows.next(row)) {
    const sheet::Cell* cell = sheet.table.cell(row - 1, column);
    examples.push_back({sheet.file, sheet.context.name, row, column, std::string(cell->text)});
  }
}

// For the rules that compare a letter's numbers with the sheets'.
class EditedNumbers final : public rules::SheetNumbers {
 public:
  explicit EditedNumbers(const RowIndex& rows) : rows_(rows) {}
  bool has(uint64_t number) override { return rows_.first(number) != nullptr; }
  void for_each(void (*call)(void*, uint64_t), void* context) override {
    uint64_t last = 0;
    RowIndex::Cursor cursor = rows_.find(0);
    for (const RowIndex::Entry* entry = rows_.get(cursor); entry; entry = rows_.get(cursor)) {
      if (entry->key != last) call(context, entry->key);
      last = entry->key;
      rows_.advance(cursor);
    }
  }

 private:
  const RowIndex& rows_;
};

}  // namespace

void Session::end_sheet(EditedSheet& sheet) {
  const SheetSums& sums = sheet.sums;
  rules::SheetContext& context = sheet.context;
  const uint32_t header = context.report.header_row;
  context.report.data_rows = static_cast<uint32_t>(sums.data.size());
  if (!sheet.ends()) return;
  const uint32_t last = sums.data.previous(limits::kRows + 1);
  context.blank_rows = last == kNone ? 0 : last - header - sums.data.size();
  context.first_blank_row = sums.blank.next(header);
  context.unnamed = counted_columns(sums);
  context.networks.clear();
  for (uint32_t row = sums.networks_first.next(0); row != kNone; row = sums.networks_first.next(row)) {
    const size_t before = context.networks.size();
    with_row(sheet, row, [](rules::RowContext& read) { rules::add_address(read); });
    if (context.networks.size() == before) break;
  }
  context.campaigns = rules::HashSet();
  context.empty_optional = sums.empty_optional;
  context.formulas = sums.formulas;
  context.first_formula_row = sums.formula_rows.next(0);
  context.before = {};
  context.before.numbers = sums.numbers;
  context.before.new_numbers = sums.new_numbers.keys();
  context.before.new_destinations = sums.new_destinations;
  context.before.sum = sums.new_numbers_sum;
  if (sums.new_numbers.keys() != 0) {
    context.before.least = sums.new_numbers.lowest()->key;
    context.before.most = sums.new_numbers.highest()->key;
  }
  state_.findings.take();
  rules::judge_sheet_end(context, sums.campaigns.keys());
}

void Session::fill_state() {
  state_.foreign_codes.clear();
  std::vector<uint32_t> first_places;
  const RowIndex& foreign = sums_.foreign;
  for (const RowIndex::Entry* entry = foreign.get(foreign.find(0)); entry;
       entry = foreign.get(foreign.find(entry->key + 1)))
    first_places.push_back(entry->place);
  std::sort(first_places.begin(), first_places.end());
  for (uint32_t place : first_places) {
    const size_t before = state_.foreign_codes.size();
    with_row(*of_file_[static_cast<size_t>(file_of(place))], row_of(place),
             [](rules::RowContext& read) { rules::add_repeats(read); });
    if (state_.foreign_codes.size() == before) break;
  }
  state_.findings.take();
  const uint32_t most = asked_.options.max_findings;
  for (bool toll_free : {false, true}) {
    state_.candidates[toll_free].clear();
    if (sums_.rows[0] == 0 || sums_.rows[1] == 0) continue;
    for (const auto& sheet : of_file_) {
      if (sheet)
        add_examples(*sheet, toll_free, most == 0 ? kExamples : std::min<size_t>(most, kExamples),
                     state_.candidates[toll_free]);
    }
  }
  state_.usable = sums_.usable;
  state_.unique = sums_.unique;
  state_.rows = sums_.rows;
  state_.unique_by_npa = sums_.unique_by_npa;
  state_.british = sums_.british;
  state_.foreign = sums_.foreign_rows;
  state_.resporg_column = state_.pin_column = false;
  for (const auto& sheet : of_file_) {
    if (!sheet) continue;
    state_.resporg_column |= sheet->resporg_column;
    state_.pin_column |= sheet->pin_column;
  }
}

void Session::sum_up(EditResult& result) {
  result.summary = fixed_;
  auto collect = [&](std::vector<Finding> findings) {
    for (Finding& finding : findings) result.summary.push_back(std::move(finding));
  };
  for (const auto& sheet : of_file_) {
    if (!sheet) continue;
    collect(sheet->header);
    end_sheet(*sheet);
    collect(state_.findings.take());
  }
  fill_state();
  report_.request = {};
  EditedNumbers numbers(sums_.numbers.rows());
  state_.edited = &numbers;
  rules::judge_totals(state_);
  state_.edited = nullptr;
  collect(state_.findings.take());
  text::stable_sort(result.summary, rules::earlier);

  result.request = report_.request;
  Tally tally = sums_.tally;
  tally.add(result.summary, kOne);
  tally.add(RuleId::ROW_004, sums_.usable - sums_.unique[0] - sums_.unique[1]);
  tally.add(RuleId::ROW_005, sums_.numbers.conflicts());
  tally.add(RuleId::DST_003, sums_.linked);
  tally.add(RuleId::TKT_015, sums_.open_found);
  if (result.request.kind != Kind::automatic)
    tally.add(RuleId::NUM_020, sums_.rows[result.request.kind == Kind::local]);
  result.by_rule = tally.by_rule;
  result.by_severity = tally.by_severity;
  result.verdict = tally.by_severity[0] != 0   ? Verdict::blocked
                   : tally.by_severity[1] != 0 ? Verdict::needs_attention
                                               : Verdict::ready;
}

}  // namespace portcheck::edit
