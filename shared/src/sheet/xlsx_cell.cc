#include "sheet/xlsx_cell.h"

#include <cstring>

#include "sheet/xlsx_text.h"
#include "text/byte_scan.h"

namespace portcheck::sheet {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
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

CellResult read_usual_cell(XmlReader& xml, RawCell& cell) {
  static constexpr text::ByteScan<4> kUnusual('<', '&', '\r', '_');
  constexpr size_t kLongestHead = 128;  // of what is read below without asking for the end
  char* at = xml.cursor();
  char* const end = xml.limit();
  if (static_cast<size_t>(end - at) < kLongestHead || std::memcmp(at, "<c ", 3) != 0)
    return CellResult::not_usual;
  cell = {};
  at += 3;
  for (int attributes = 0; attributes < 3; ++attributes) {
    const char name = *at;
    if (at[1] != '=' || at[2] != '"') return CellResult::not_usual;
    at += 3;
    const char* const value = at;
    if (name == 'r') {
      at += read_letters(at, at + 4, cell.column) - at;
      if (cell.column == 0 || !is_digit(*at)) return CellResult::not_usual;
      while (is_digit(*at) && at - value < 12) ++at;
    } else if (name == 's') {
      cell.style = 0;
      while (is_digit(*at) && at - value < 9)
        cell.style = cell.style * 10 + static_cast<uint32_t>(*at++ - '0');
    } else if (name == 't') {
      while (*at != '"' && at - value < 10) ++at;
      cell.type = type_of({value, static_cast<size_t>(at - value)});
    } else {
      return CellResult::not_usual;
    }
    if (*at != '"' || at == value) return CellResult::not_usual;
    ++at;
    if (*at != ' ') break;
    ++at;
  }
  const auto follows = [end](const char* from, std::string_view bytes) {
    return static_cast<size_t>(end - from) >= bytes.size() &&
           std::memcmp(from, bytes.data(), bytes.size()) == 0;
  };
  if (*at == '/' && at[1] == '>') {
    xml.move_to(at + 2);
    return CellResult::ok;
  }
  if (*at != '>') return CellResult::not_usual;
  ++at;
  constexpr std::string_view kValueEnd = "</v></c>";
  if (cell.type == CellType::inline_string) {
    constexpr std::string_view kBefore = "<is><t>";
    constexpr std::string_view kBeforePreserved = "<is><t xml:space=\"preserve\">";
    constexpr std::string_view kBehind = "</t></is></c>";
    const bool preserve = follows(at, kBeforePreserved);
    if (!preserve && !follows(at, kBefore)) return CellResult::not_usual;
    at += preserve ? kBeforePreserved.size() : kBefore.size();
    const char* stop = kUnusual.find(at, end);
    while (stop != end && *stop == '_' && (stop + 1 == end || stop[1] != 'x'))
      stop = kUnusual.find(stop + 1, end);
    if (!follows(stop, kBehind)) return CellResult::not_usual;
    cell.value = {at, static_cast<size_t>(stop - at)};
    if (!preserve && !cell.value.empty() && (is_space(cell.value.front()) || is_space(cell.value.back()))) {
      return CellResult::not_usual;
    }
    at += cell.value.size() + kBehind.size();
  } else if (std::memcmp(at, "<v>", 3) != 0) {
    return CellResult::not_usual;
  } else if (cell.type == CellType::shared) {
    at += 3;
    const char* const value = at;
    while (at - value < 9 && at != end && is_digit(*at)) {
      cell.shared_index = cell.shared_index * 10 + static_cast<uint32_t>(*at++ - '0');
    }
    if (at == value || !follows(at, kValueEnd)) return CellResult::not_usual;
    at += kValueEnd.size();
  } else {
    at += 3;
    const char* const stop = kUnusual.find(at, end);
    if (!follows(stop, kValueEnd)) return CellResult::not_usual;
    cell.value = {at, static_cast<size_t>(stop - at)};
    if (!cell.value.empty() && (is_space(cell.value.front()) || is_space(cell.value.back()))) {
      return CellResult::not_usual;
    }
    at += cell.value.size() + kValueEnd.size();
  }
  cell.has_value = true;
  xml.move_to(at);
  return CellResult::ok;
}

}  // namespace portcheck::sheet
