#include "edit/session.h"
#include "rules/hash_text.h"
#include "text/clean.h"

namespace portcheck::edit {
namespace {

uint64_t network_hash(std::string_view network) {
  if (network.empty()) return 0;
  std::string lower;
  for (char c : network) lower += text::lower(c);
  return rules::hash_text(lower);
}

void add(uint64_t& sum, bool in, uint64_t value = 1) {
  sum += in ? value : uint64_t{0} - value;
}

void put(RowIndex& index, uint64_t key, uint32_t place, bool in) {
  in ? index.insert({key, place, 0}) : index.erase(key, place);
}

void put_network(SheetSums& sums, uint64_t network, uint32_t row, bool in) {
  const RowIndex::Entry* first = sums.networks.first(network);
  if (first) sums.networks_first.set(first->place, false);
  put(sums.networks, network, row, in);
  first = sums.networks.first(network);
  if (first) sums.networks_first.set(first->place, true);
}

}  // namespace

RowPart Session::read_row(EditedSheet& sheet, uint32_t row, std::vector<Finding>* neighbours) {
  RowPart part;
  part.data = sheet.may_be_data(row);
  if (!part.data) return part;
  with_row(sheet, row, [&](rules::RowContext& context) {
    part.findings = state_.findings.take();
    part.usable = context.usable;
    part.toll_free = context.toll_free;
    part.has_campaign = context.has_campaign;
    part.sought = context.sought;
    part.no_media_type = !context.at(Field::media_type);
    part.no_description = !context.at(Field::description);
    part.country_code = context.country_code;
    part.formulas = context.formulas;
    part.number = context.number;
    part.campaign = context.campaign;
    part.destination = context.destination;
    part.network = network_hash(context.network);
    if (context.outside) {
      for (const sheet::Cell& cell : context.row.cells) {
        if (sheet.context.is_unnamed(cell.column)) part.unnamed.push_back(cell.column);
      }
    }
    if (!neighbours) return;
    rules::add_neighbours(context);
    for (Finding& finding : state_.findings.take()) neighbours->push_back(std::move(finding));
  });
  return part;
}

void Session::move_first(uint64_t number, const uint32_t* from, const uint32_t* to) {
  if (from) {
    SheetSums& sums = of_file_[static_cast<size_t>(file_of(*from))]->sums;
    sums.new_numbers.erase(number, row_of(*from));
    sums.new_numbers_sum -= number;
  }
  if (to) {
    SheetSums& sums = of_file_[static_cast<size_t>(file_of(*to))]->sums;
    sums.new_numbers.insert({number, row_of(*to), 0});
    sums.new_numbers_sum += number;
  }
}

void Session::put_number(EditedSheet& sheet, uint32_t row, const RowPart& part, bool in) {
  const uint32_t place = place_of(sheet.file, row);
  const auto campaign = static_cast<uint32_t>(part.campaign >> 32);
  const RowIndex::Entry* first = sums_.numbers.rows().first(part.number);
  const bool was_there = first != nullptr;
  const uint32_t was_first = first ? first->place : 0;
  if (in) {
    sums_.numbers.add(part.number, place, campaign);
  } else {
    sums_.numbers.remove(part.number, place, campaign);
  }
  first = sums_.numbers.rows().first(part.number);
  if (was_there != (first != nullptr)) {
    add(sums_.unique[part.toll_free], in);
    if (!part.toll_free) sums_.unique_by_npa[static_cast<size_t>(part.number / 10'000'000)] += in ? 1U : ~0U;
    add(sums_.linked, in, sums_.destinations.count(part.number));
    add(sums_.open_found, in, open_.count(part.number));
  }
  if (was_there != (first != nullptr) || (first && first->place != was_first))
    move_first(part.number, was_there ? &was_first : nullptr, first ? &first->place : nullptr);
  add(sums_.usable, in);
  add(sums_.rows[part.toll_free], in);
  sheet.sums.kinds[part.toll_free].set(row, in);
}

void Session::put(EditedSheet& sheet, uint32_t row, const RowPart& part, bool in) {
  if (!part.data) return;
  SheetSums& sums = sheet.sums;
  const uint32_t place = place_of(sheet.file, row);
  sums.data.set(row, in);
  sums.blank.set(row, !in);
  count(part.findings, in);
  if (part.number != 0) add(sums.numbers, in);
  if (part.usable) put_number(sheet, row, part, in);
  if (part.sought) {
    edit::put(sums_.destinations, part.destination, place, in);
    if (sums_.numbers.rows().first(part.destination)) add(sums_.linked, in);
  }
  if (part.country_code == 44) {
    add(sums_.british, in);
  } else if (part.country_code != 0) {
    add(sums_.foreign_rows, in);
    edit::put(sums_.foreign, part.country_code, place, in);
  }
  if (part.has_campaign) edit::put(sums.campaigns, part.campaign | uint64_t{1} << 32, row, in);
  if (part.network != 0) put_network(sums, part.network, row, in);
  add(sums.formulas, in, part.formulas);
  sums.formula_rows.set(row, in && part.formulas != 0);
  if (part.no_media_type) add(sums.empty_optional[0], in);
  if (part.no_description) add(sums.empty_optional[1], in);
  for (uint32_t column : part.unnamed) {
    edit::put(sums.unnamed, column, row, in);
    add(sums.unnamed_rows[column], in);
    if (sums.unnamed_rows[column] == 0) sums.unnamed_rows.erase(column);
  }
}

void Session::link(EditedSheet& sheet, uint32_t row, bool in) {
  if (row == kNone || !sheet.sums.data.has(row)) return;
  const uint32_t above = sheet.sums.data.previous(row);
  const RowPart part = read_row(sheet, row);
  const RowPart last = above == kNone ? RowPart() : read_row(sheet, above);
  sheet.sums.starts.set(row, in && (part.campaign == 0 || part.campaign != last.campaign));
  if (part.destination != 0 && part.destination != last.destination) add(sheet.sums.new_destinations, in);
}

void Session::judge_all() {
  sums_ = RequestSums();
  for (const auto& sheet : of_file_) {
    if (sheet) sheet->sums = SheetSums();
  }
  std::vector<Finding> beside;
  for (const auto& sheet : of_file_) {
    if (!sheet) continue;
    sheet->context.before = {};
    RowPart last;
    for (uint32_t row = 1; row <= sheet->table.rows().size(); ++row) {
      RowPart part = read_row(*sheet, row, &beside);
      if (!part.data) continue;
      put(*sheet, row, part, true);
      sheet->sums.starts.set(row, part.campaign == 0 || part.campaign != last.campaign);
      if (part.destination != 0 && part.destination != last.destination) ++sheet->sums.new_destinations;
      count(beside, true);
      beside.clear();
      last = std::move(part);
    }
  }
}

}  // namespace portcheck::edit
