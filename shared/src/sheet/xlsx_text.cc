#include "sheet/xlsx_text.h"

#include <cstring>

#include "text/utf8.h"

namespace portcheck::sheet {
namespace {

constexpr size_t kEscapeBytes = 7;  // _x000D_

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

// The UTF-16 unit of an escape at `at`; false when there is none.
bool escaped_unit(const char* at, const char* end, char32_t& unit) {
  if (static_cast<size_t>(end - at) < kEscapeBytes || at[0] != '_' || at[1] != 'x' || at[6] != '_')
    return false;
  unit = 0;
  for (int i = 2; i < 6; ++i) {
    const char c = at[i];
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      unit = unit * 16 + static_cast<char32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      unit = unit * 16 + static_cast<char32_t>(lower - 'a' + 10);
    } else {
      return false;
    }
  }
  return true;
}

// Adds the text of a <t> whose start was just given.
bool append_run(XmlReader& xml, XmlText& text) {
  std::string_view space;
  const bool preserve = xml.attribute("space", space) && space == "preserve";
  char* const run_begin = text.end;
  for (XmlToken token = xml.next(); token != XmlToken::end; token = xml.next()) {
    if (token == XmlToken::text) {
      xml.append_text(text);
    } else if (token != XmlToken::start || !xml.skip_element()) {
      return false;
    }
  }
  if (preserve || text.begin == nullptr) return true;
  char* const begin = run_begin == nullptr ? text.begin : run_begin;
  char* from = begin;
  while (text.end != begin && is_space(text.end[-1])) --text.end;
  while (from < text.end && is_space(*from)) ++from;
  if (from == begin) return true;
  const auto size = static_cast<size_t>(text.end - from);
  std::memmove(begin, from, size);
  text.end = begin + size;
  return true;
}

}  // namespace

char* decode_x_escapes(char* begin, char* end) {
  char* at = begin;
  char32_t unit = 0;
  for (;;) {
    at = at == end ? nullptr : static_cast<char*>(std::memchr(at, '_', static_cast<size_t>(end - at)));
    if (at == nullptr) return end;
    if (escaped_unit(at, end, unit)) break;
    ++at;
  }
  char* out = at;
  while (at != end) {
    if (*at != '_' || !escaped_unit(at, end, unit)) {
      *out++ = *at++;
      continue;
    }
    at += kEscapeBytes;
    char32_t low = 0;
    if (unit >= 0xD800 && unit < 0xDC00 && escaped_unit(at, end, low) && low >= 0xDC00 && low <= 0xDFFF) {
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
      at += kEscapeBytes;
    }
    out += text::encode_one(unit, out);
  }
  return out;
}

std::string_view decode_run(char* begin, char* end, bool preserve) {
  end = decode_xml(begin, end, begin);
  if (!preserve) {
    while (end != begin && is_space(end[-1])) --end;
    while (begin != end && is_space(*begin)) ++begin;
  }
  end = decode_x_escapes(begin, end);
  return {begin, static_cast<size_t>(end - begin)};
}

bool read_rich_text(XmlReader& xml, std::string_view& text) {
  XmlText pieces;
  for (XmlToken token = xml.next(); token != XmlToken::end; token = xml.next()) {
    if (token == XmlToken::text) continue;
    if (token != XmlToken::start) return false;
    if (xml.name() == "t") {
      if (!append_run(xml, pieces)) return false;
    } else if (xml.name() != "r") {
      if (!xml.skip_element()) return false;  // rPh: how to pronounce it; phoneticPr, extLst
    } else {
      for (token = xml.next(); token != XmlToken::end; token = xml.next()) {
        if (token == XmlToken::text) continue;
        if (token != XmlToken::start) return false;
        if (!(xml.name() == "t" ? append_run(xml, pieces) : xml.skip_element())) return false;
      }
    }
  }
  if (pieces.begin != nullptr) pieces.end = decode_x_escapes(pieces.begin, pieces.end);
  text = pieces.begin == nullptr ? std::string_view() : pieces.view();
  return true;
}

bool read_plain_text(XmlReader& xml, std::string_view& text) {
  XmlText pieces;
  for (XmlToken token = xml.next(); token != XmlToken::end; token = xml.next()) {
    if (token == XmlToken::text) {
      xml.append_text(pieces);
    } else if (token != XmlToken::start || !xml.skip_element()) {
      return false;
    }
  }
  text = pieces.begin == nullptr ? std::string_view() : pieces.view();
  return true;
}

}  // namespace portcheck::sheet
