#include "pdf/text_strings.h"

#include "pdf/encodings.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::pdf {
namespace {

char32_t unit(std::string_view bytes, size_t at, bool big) {
  const auto high = static_cast<unsigned char>(bytes[big ? at : at + 1]);
  const auto low = static_cast<unsigned char>(bytes[big ? at + 1 : at]);
  return static_cast<char32_t>(high << 8 | low);
}

void append_units(std::string& out, std::string_view bytes, bool big) {
  for (size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t scalar = unit(bytes, at, big);
    if (scalar == 0x1B) {  // a language code between two escapes
      size_t end = at + 2;
      while (end + 1 < bytes.size() && end - at < 16 && unit(bytes, end, big) != 0x1B) end += 2;
      if (end + 1 < bytes.size() && unit(bytes, end, big) == 0x1B) at = end;
      continue;
    }
    if (scalar >= 0xD800 && scalar < 0xDC00 && at + 3 < bytes.size()) {
      const char32_t low = unit(bytes, at + 2, big);
      if (low >= 0xDC00 && low < 0xE000) {
        scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    text::append_utf8(out, scalar);
  }
}

std::string without_controls(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    const char c = raw[i];
    if (c == '\r') {
      out.push_back('\n');
      if (i + 1 < raw.size() && raw[i + 1] == '\n') ++i;
    } else if (c == '\n' || c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)) {
      out.push_back(c);
    }
  }
  return out;
}

}  // namespace

void append_utf16(std::string& out, std::string_view big_endian) {
  append_units(out, big_endian, true);
}

std::string text_string(std::string_view bytes) {
  std::string raw;
  if (bytes.substr(0, 2) == "\xFE\xFF") {
    append_units(raw, bytes.substr(2), true);
  } else if (bytes.substr(0, 2) == "\xFF\xFE") {
    append_units(raw, bytes.substr(2), false);
  } else if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    text::append_repaired(raw, bytes.substr(3));
  } else {
    for (const char c : bytes) {
      if (const char32_t scalar = pdf_doc_character(static_cast<unsigned char>(c)); scalar != 0)
        text::append_utf8(raw, scalar);
    }
  }
  return without_controls(raw);
}

std::optional<Date> parse_pdf_date(std::string_view text) {
  text = text::trim(text);
  if (text.substr(0, 2) == "D:") text.remove_prefix(2);
  size_t digits = 0;
  while (digits < text.size() && digits < 8 && text::is_digit(text[digits])) ++digits;
  if (digits < 4) return {};
  std::string iso(text.substr(0, 4));
  iso += '-';
  iso += digits >= 6 ? text.substr(4, 2) : std::string_view("01");
  iso += '-';
  iso += digits >= 8 ? text.substr(6, 2) : std::string_view("01");
  return parse_iso_date(iso);
}

}  // namespace portcheck::pdf
