#include "sheet/ods_cell.h"

#include <algorithm>
#include <cstring>

#include "sheet/serial_date.h"

namespace portcheck::sheet {
namespace {

// LibreOffice turns the booleans of an Excel workbook into these formulas, whose value is 1 or 0.
bool is_truth(std::string_view formula) {
  const size_t equals = formula.find('=');
  if (equals == std::string_view::npos) return false;
  return formula.substr(equals) == "=TRUE()" || formula.substr(equals) == "=FALSE()";
}

// An attribute's value, decoded where it stands. No attribute of its element may be asked for again.
std::string_view decode_in_place(std::string_view raw) {
  char* const begin = const_cast<char*>(raw.data());
  return {begin, static_cast<size_t>(decode_xml(begin, begin + raw.size(), begin) - begin)};
}

}  // namespace

uint32_t repeat_count(std::string_view raw) {
  uint32_t count = 0;
  if (xml_number(raw, count)) return std::max(count, 1u);
  return raw.size() > 9 ? 1'000'000'000 : 1;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool OdsCellReader::read(Cell& cell, uint32_t& repeat) {
  cell = {};
  repeat = 1;
  char* const cell_begin = const_cast<char*>(xml_.name().data());
  std::string_view type, value, string, formula;
  bool has_string = false;
  bool is_error = false;
  XmlAttribute attribute;
  while (xml_.next_attribute(attribute)) {
    const std::string_view name = attribute.name;
    if (name == "value-type") {
      // LibreOffice writes the type again in a namespace of its own, which also knows errors.
      is_error = is_error || attribute.raw == "error";
      type = attribute.raw;
    } else if (name == "value" || name == "date-value" || name == "time-value" || name == "boolean-value") {
      value = attribute.raw;
    } else if (name == "string-value") {
      string = attribute.raw;
      has_string = true;
    } else if (name == "formula") {
      formula = attribute.raw;
    } else if (name == "number-columns-repeated") {
      repeat = repeat_count(attribute.raw);
    }
  }
  cell.formula = !formula.empty();
  if (is_error) {
    cell.kind = CellKind::error;
  } else if (has_string) {
    cell.text = decode_in_place(string);
    return xml_.skip_element();
  } else if (value.empty()) {
    // Only what is shown is left.
  } else if (type == "boolean" || is_truth(formula)) {
    cell.kind = CellKind::boolean;
    cell.text = xml_flag(value) ? "TRUE" : "FALSE";
  } else if (type == "float" || type == "percentage" || type == "currency") {
    cell.kind = CellKind::number;
    cell.text = value;
  } else if (type == "date" || type == "time") {
    cell.kind = CellKind::date;
    char* const out = arena_.take(kSerialDateBytes);
    const size_t size = type == "date" ? format_iso_date(value, out) : format_iso_duration(value, out);
    cell.text = {out, size};
  }
  if (!cell.text.empty()) return xml_.skip_element();
  if (!read_paragraphs(cell_begin)) return false;
  if (text_.begin != nullptr) cell.text = text_.view();
  return true;
}

bool OdsCellReader::read_paragraphs(char* cell_begin) {
  text_ = {};
  bool first = true;
  for (XmlToken token = xml_.next(); token != XmlToken::end; token = xml_.next()) {
    if (token == XmlToken::text) continue;
    if (token != XmlToken::start) return false;
    if (!is_one_of(xml_.name(), {"p", "h"})) {
      if (!xml_.skip_element()) return false;  // annotations, drawings, tables in tables
      continue;
    }
    if (text_.begin == nullptr) text_.begin = text_.end = xml_.cursor();
    if (!first) put('\n', 1, cell_begin);
    first = false;
    if (!read_paragraph(cell_begin)) return false;
  }
  return true;
}

bool OdsCellReader::read_paragraph(char* cell_begin) {
  for (uint32_t depth = 1; depth != 0;) {
    const XmlToken token = xml_.next();
    if (token == XmlToken::text) {
      xml_.append_text(text_);
    } else if (token == XmlToken::end) {
      --depth;
    } else if (token != XmlToken::start) {
      return false;
    } else if (is_one_of(xml_.name(), {"span", "a", "ruby", "ruby-base", "meta", "meta-field", "sheet-name",
                                       "date", "time", "title"})) {
      ++depth;  // what is not in this list is not shown: notes, drawings
    } else {
      const bool space = xml_.name() == "s";
      const char shown = space                         ? ' '
                         : xml_.name() == "tab"        ? '\t'
                         : xml_.name() == "line-break" ? '\n'
                                                       : '\0';
      std::string_view raw;
      const uint32_t count = space && xml_.attribute("c", raw) ? repeat_count(raw) : 1;
      if (shown != '\0') put(shown, count, cell_begin);
      if (!xml_.skip_element()) return false;
    }
  }
  return true;
}

void OdsCellReader::put(char c, size_t count, char* cell_begin) {
  const auto room = [this] { return static_cast<size_t>(xml_.cursor() - text_.end); };
  if (count > room() && text_.begin != cell_begin) {
    const std::string_view text = text_.view();
    std::memmove(cell_begin, text.data(), text.size());
    text_ = {cell_begin, cell_begin + text.size()};
  }
  count = std::min(count, room());
  std::memset(text_.end, c, count);
  text_.end += count;
}

}  // namespace portcheck::sheet
