#include "sheet/ods_cell.h"

#include <algorithm>
#include <cstring>

#include "sheet/serial_date.h"

namespace portcheck::sheet {
namespace {

// Elements of a paragraph whose text is shown; notes, drawings and what is unknown is left out.
bool has_shown_text(std::string_view name) {
  for (const std::string_view known :
       {"span", "a", "ruby", "ruby-base", "meta", "meta-field", "sheet-name", "date", "time", "title"}) {
    if (name == known) return true;
  }
  return false;
}

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

bool OdsCellReader::read(Cell& cell, uint32_t& repeat) {
  cell = {};
  repeat = 1;
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
  if (!read_paragraphs()) return false;
  cell.text = take_text();
  return true;
}

bool OdsCellReader::read_paragraphs() {
  text_ = {};
  spilled_ = false;
  bool first = true;
  for (XmlToken token = xml_.next(); token != XmlToken::end; token = xml_.next()) {
    if (token == XmlToken::text) continue;
    if (token != XmlToken::start) return false;
    if (xml_.name() != "p" && xml_.name() != "h") {
      if (!xml_.skip_element()) return false;  // annotations, drawings, tables in tables
      continue;
    }
    if (text_.begin == nullptr) text_.begin = text_.end = xml_.cursor();
    if (!first) put('\n', 1);
    first = false;
    if (!read_paragraph()) return false;
  }
  return true;
}

bool OdsCellReader::read_paragraph() {
  for (uint32_t depth = 1; depth != 0;) {
    const XmlToken token = xml_.next();
    if (token == XmlToken::text) {
      append_text();
    } else if (token == XmlToken::end) {
      --depth;
    } else if (token != XmlToken::start) {
      return false;
    } else if (has_shown_text(xml_.name())) {
      ++depth;
    } else {
      const bool space = xml_.name() == "s";
      const char shown = space                         ? ' '
                         : xml_.name() == "tab"        ? '\t'
                         : xml_.name() == "line-break" ? '\n'
                                                       : '\0';
      std::string_view raw;
      const uint32_t count = space && xml_.attribute("c", raw) ? repeat_count(raw) : 1;
      if (shown != '\0') put(shown, count);
      if (!xml_.skip_element()) return false;
    }
  }
  return true;
}

void OdsCellReader::append_text() {
  if (!spilled_) {
    xml_.append_text(text_);
  } else if (spill_.size() <= limits::kCellBytes) {
    XmlText piece;
    xml_.append_text(piece);
    spill_.append(piece.view());
  }
}

void OdsCellReader::put(char c, uint32_t count) {
  if (!spilled_) {
    if (count <= static_cast<size_t>(xml_.cursor() - text_.end)) {
      std::memset(text_.end, c, count);
      text_.end += count;
      return;
    }
    spill_.assign(text_.view());
    spilled_ = true;
  }
  if (spill_.size() <= limits::kCellBytes)
    spill_.append(std::min<size_t>(count, limits::kCellBytes + 1 - spill_.size()), c);
}

std::string_view OdsCellReader::take_text() {
  if (!spilled_) return text_.begin == nullptr ? std::string_view() : text_.view();
  char* const out = arena_.take(spill_.size());
  std::memcpy(out, spill_.data(), spill_.size());
  grown_ += spill_.size();
  return {out, spill_.size()};
}

}  // namespace portcheck::sheet
