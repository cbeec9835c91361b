// TKT-015: numbers that another open request asks for, too.
#include "rules/desk.h"

namespace portcheck::rules {

void find_open_requests(RequestState& state) {
  for (const OpenRequest& open : state.request.open_requests) {
    for (uint64_t number : open.numbers) {
      const NumberSet::Entry* entry = number == 0 ? nullptr : state.numbers.find(number);
      if (entry) add_open_request(state, open, number, entry->file(), entry->row());
    }
  }
}

void add_open_request(RequestState& state, const OpenRequest& open, uint64_t number, uint32_t file,
                      uint32_t row) {
  const SheetReport& sheet = state.report.files[file].sheet;
  const Spot spot{static_cast<int32_t>(file), sheet.name, row, column_of(sheet, Field::number_to_port)};
  if (Finding* finding = state.findings.add(RuleId::TKT_015, spot)) {
    set_value(*finding, phone::format_national(number));
    set_param(*finding, "ticket", open.ticket);
  }
}

}  // namespace portcheck::rules
