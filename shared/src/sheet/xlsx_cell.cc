#include "sheet/xlsx_cell.h"

#include "sheet/xlsx_text.h"

namespace portcheck::sheet {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Reads the letters of "XFD12" and returns what follows; the column is 0 when there are none or too many.
const char* read_letters(const char* at, const char* end, uint32_t& column) {
  column = 0;
  uint32_t value = 0;
  for (int letters = 0; at != end; ++at, ++letters) {
    const auto letter = static_cast<uint32_t>((*at | 0x20) - 'a');
    if (letter > 25) break;
    if (letters == 3) return at;
    value = value * 26 + letter + 1;
  }
  if (value <= limits::kColumns) column = value;
  return at;
}

CellType type_of(std::string_view name) {
  if (name == "s") return CellType::shared;
  if (name == "inlineStr") return CellType::inline_string;
  if (name == "str") return CellType::formula_string;
  if (name == "b") return CellType::boolean;
  if (name == "e") return CellType::error;
  if (name == "d") return CellType::iso_date;
  return CellType::number;
}

}  // namespace

CellResult read_cell(XmlReader& xml, RawCell& cell) {
  cell = {};
  XmlAttribute attribute;
  while (xml.next_attribute(attribute)) {
    if (attribute.name == "r") {
      const std::string_view reference = trimmed(attribute.raw);
      const char* const end = reference.data() + reference.size();
      const char* digits = read_letters(reference.data(), end, cell.column);
      if (cell.column == 0 || digits == end) return CellResult::reference;
    } else if (attribute.name == "s") {
      if (!xml_number(attribute.raw, cell.style)) cell.style = 0;
    } else if (attribute.name == "t") {
      cell.type = type_of(attribute.raw);
    }
  }
  for (XmlToken token = xml.next(); token != XmlToken::end; token = xml.next()) {
    if (token == XmlToken::text) continue;
    if (token != XmlToken::start) return CellResult::xml;
    const bool is_inline = cell.type == CellType::inline_string;
    if (xml.name() == "v" && !(is_inline && cell.has_value)) {
      if (!read_plain_text(xml, cell.value)) return CellResult::xml;
      cell.has_value = true;
    } else if (xml.name() == "is" && is_inline) {
      if (!read_rich_text(xml, cell.value)) return CellResult::xml;
      cell.has_value = true;
    } else {
      cell.formula = cell.formula || xml.name() == "f";
      if (!xml.skip_element()) return CellResult::xml;
    }
  }
  if (cell.type == CellType::formula_string) {
    char* const begin = const_cast<char*>(cell.value.data());
    char* const end = decode_x_escapes(begin, begin + cell.value.size());
    cell.value = {begin, static_cast<size_t>(end - begin)};
  } else if (cell.type != CellType::inline_string) {
    cell.value = trimmed(cell.value);
  }
  if (cell.type == CellType::shared && cell.has_value && !xml_number(cell.value, cell.shared_index)) {
    cell.shared_index = UINT32_MAX;
  }
  return CellResult::ok;
}

}  // namespace portcheck::sheet
