#include "phone/ordinary_number.h"
#include "rules/registry.h"
#include "rules/usual_cells.h"

namespace portcheck::rules {

bool usual_row(RowContext& row) {
  RequestState& state = row.sheet.state;
  Findings& findings = state.findings;
  const sheet::Cell* const number = row.at(Field::number_to_port);
  const sheet::Cell* const address = row.at(Field::campaign_url);
  if (!number || !address || !row.sheet.required.empty()) return false;

  const phone::OrdinaryNumber read = phone::ordinary_number(number->text);
  const uint64_t digits = read.digits();
  const PlainNumbers::Kind kind = state.plain.kind(read.npa, read.nxx);
  const bool canadian = kind == PlainNumbers::canadian;
  if (kind == PlainNumbers::look_closer) return false;

  state.numbers.expect(digits);
  url::OrdinaryUrl url;
  if (!usual_address(address->text, url)) return false;

  uint64_t sought = 0;
  if (const sheet::Cell* destination = row.at(Field::detected_destination)) {
    const phone::OrdinaryNumber called = phone::ordinary_number(destination->text);
    sought = called.digits();
    if (state.plain.kind(called.npa, called.nxx) == PlainNumbers::look_closer || sought == digits)
      return false;
  }

  const MediaVerdict* unknown = nullptr;
  if (const sheet::Cell* media = row.at(Field::media_type)) {
    const MediaVerdict& verdict = media_verdict(row.sheet, media->text);
    if (!verdict.known) {
      unknown = &verdict;
    } else if (!verdict.canonical || verdict.google) {
      return false;
    }
  }

  row.number = digits;
  row.npa = read.npa;
  row.usable = true;
  row.toll_free = kind == PlainNumbers::toll_free;
  row.destination = sought;
  row.sought = sought != 0;
  take_usual_address(row, url);
  if (canadian && findings.only_counts(RuleId::NUM_016)) {
    findings.add(RuleId::NUM_016, {});
  } else if (canadian) {
    say_country(row);
  }
  if (unknown && findings.only_counts(unknown->unknown_rule)) {
    findings.add(unknown->unknown_rule, {});
  } else if (unknown) {
    say_unknown(row, *unknown);
  }
  return true;
}

}  // namespace portcheck::rules
