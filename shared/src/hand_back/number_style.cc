#include "hand_back/number_style.h"

#include <array>

#include "phone/phone_number.h"

namespace portcheck::hand_back {
namespace {

constexpr NumberStyle kStyles[] = {NumberStyle::dashes, NumberStyle::digits, NumberStyle::e164,
                                   NumberStyle::national};

}  // namespace

uint64_t certain_digits(const sheet::Cell& cell, std::string& scratch) {
  const phone::PhoneNumber number =
      phone::parse_phone(cell.text, cell.kind == sheet::CellKind::number, scratch);
  return number.status == phone::ParseStatus::ok && !number.vanity ? number.digits : 0;
}

std::string spell(uint64_t digits, NumberStyle style) {
  std::string national = phone::format_national(digits);
  if (style == NumberStyle::national) return national;
  std::string area = national.substr(1, 3), rest = national.substr(6);
  if (style == NumberStyle::dashes) return area + "-" + rest;
  rest.erase(3, 1);
  return (style == NumberStyle::e164 ? "+1" : "") + area + rest;
}

NumberStyle style_of_column(const sheet::Table& table, uint32_t column) {
  std::array<uint32_t, std::size(kStyles)> votes{};
  std::string scratch;
  for (size_t i = 0; i < table.rows().size(); ++i) {
    const sheet::Cell* cell = table.cell(i, column);
    const uint64_t digits = cell ? certain_digits(*cell, scratch) : 0;
    for (size_t k = 0; digits != 0 && k < votes.size(); ++k)
      votes[k] += spell(digits, kStyles[k]) == cell->text;
  }
  size_t best = 0;
  for (size_t k = 1; k < votes.size(); ++k) best = votes[k] > votes[best] ? k : best;
  return kStyles[best];
}

}  // namespace portcheck::hand_back
