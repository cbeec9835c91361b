// The numbers of a sheet that a letter can list: those of rows without an error in their number's cell.
#include <algorithm>

#include "hand_back/number_style.h"
#include "hand_back/source.h"
#include "phone/numbering_plan.h"
#include "portcheck/letter_form.h"
#include "report/report_json.h"
#include "text/clean.h"
#include "text/decimal.h"

namespace portcheck {
namespace hand_back {
namespace {

// Rows whose number has an error, ascending. Rows come in order.
class WrongNumbers final : public FindingSink {
 public:
  void finding(Finding&& finding) override {
    const bool number = to_string(finding.rule).starts_with("NUM") && finding.rule != RuleId::NUM_020;
    if (number && finding.severity == Severity::error && finding.place.row != kNone &&
        (rows_.empty() || rows_.back() != finding.place.row))
      rows_.push_back(finding.place.row);
  }
  bool has(uint32_t row) const { return std::binary_search(rows_.begin(), rows_.end(), row); }

 private:
  std::vector<uint32_t> rows_;
};

void collect(const Source& source, const Columns& columns, const WrongNumbers& wrong, SheetNumbers& out) {
  std::string scratch;
  const std::vector<sheet::Row>& rows = source.table.rows();
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].number <= columns.header_row) continue;
    const sheet::Cell* cell = source.table.cell(i, columns.at(Field::number_to_port));
    const bool empty = !cell || text::trim(cell->text).empty();
    const uint64_t digits = empty || wrong.has(rows[i].number) ? 0 : certain_digits(*cell, scratch);
    if (digits != 0) {
      (phone::is_toll_free(digits) ? out.toll_free : out.local).push_back(digits);
    } else if (!empty) {
      out.left_out.push_back(rows[i].number);
    }
  }
}

}  // namespace
}  // namespace hand_back

SheetNumbers sheet_numbers(const Request& request) {
  SheetNumbers out;
  const hand_back::Source source = hand_back::open_source(request);
  out.refused = source.refused;
  if (!out.refused.empty()) return out;
  hand_back::WrongNumbers wrong;
  const hand_back::Columns columns = hand_back::judge(request, source, wrong);
  if (columns.at(Field::number_to_port) == 0) {
    out.refused = {RemarkId::no_number_column};
    return out;
  }
  hand_back::collect(source, columns, wrong, out);
  if (out.local.empty() && out.toll_free.empty()) out.refused = {RemarkId::no_portable_number};
  return out;
}

std::string to_json(const SheetNumbers& numbers) {
  report::Encoder json;
  json.open('{');
  json.member("schema", std::string_view("portcheck.sheet_numbers/1"));
  if (!numbers.refused.empty()) {
    json.name("refused");
    report::encode_remark(json, numbers.refused);
  }
  for (const bool toll_free : {false, true}) {
    if (!numbers.refused.empty()) break;
    json.name(toll_free ? "toll_free" : "local");
    json.open('[');
    for (const uint64_t digits : toll_free ? numbers.toll_free : numbers.local)
      json.value(std::string_view(text::decimal(digits)));
    json.close(']');
  }
  if (numbers.refused.empty()) {
    json.name("left_out");
    json.open('[');
    for (const uint32_t row : numbers.left_out) json.value(uint64_t{row});
    json.close(']');
  }
  json.close('}');
  return json.take();
}

}  // namespace portcheck
