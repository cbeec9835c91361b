#include "document/letter_text.h"

#include <utility>

#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/stable_sort.h"
#include "text/utf8.h"

namespace portcheck::document {
namespace {

constexpr size_t kValueBytes = 4096;  // of a form field: more is no value but a text
constexpr Ink kInks[] = {Ink::visible, Ink::hidden, Ink::deleted};

// U+FB00 to U+FB06.
void append_ligature(std::string& out, unsigned char last) {
  constexpr std::string_view kLetters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
  out += kLetters[last - 0x80];
}

}  // namespace

std::string plain_text(std::string_view utf8) {
  std::string scratch;
  const std::string_view clean = text::clean(utf8, scratch, false).text;
  std::string out;
  out.reserve(clean.size());
  for (size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (c == '\xEF' && clean.substr(i, 2) == "\xEF\xAC" &&
               static_cast<unsigned char>(clean[i + 2]) <= 0x86) {
      append_ligature(out, static_cast<unsigned char>(clean[i + 2]));
      i += 2;
    } else {
      out += c;
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

void LetterText::new_page() {
  if (fresh_page_) return;
  flush_all();
  ++next_.page;
  fresh_page_ = true;
  if (line_.open) begin_line();
}

void LetterText::begin_line() {
  flush_all();
  line_.place = next_;
  line_.open = true;
  ++next_.line;
}

void LetterText::end_line() {
  gap();
  line_.open = false;
}

void LetterText::gap() {
  flush_all();
  for (std::string& value : captures_) value += ' ';
}

void LetterText::put(std::string_view utf8, Ink ink, bool filled_in) {
  if (full_ || utf8.empty()) return;
  if (ink == Ink::visible) {
    if (filled_in != line_.filled_in) flush(ink);
    line_.filled_in = filled_in;
    for (std::string& value : captures_) {
      if (value.size() < kValueBytes) value += text::cut_at_character(utf8, kValueBytes - value.size());
    }
  }
  std::string& piece = line_.pieces[static_cast<size_t>(ink)];
  piece += utf8;
  fresh_page_ = false;
  if (piece.size() + text_bytes_ > limits::kDocumentTextBytes) full_ = true;
}

LetterText::Line LetterText::suspend() {
  Line line = std::move(line_);
  line_ = Line();
  return line;
}

void LetterText::resume(Line&& line) {
  flush_all();
  line_ = std::move(line);
}

std::string LetterText::captured() {
  std::string value = plain_text(captures_.back());
  captures_.pop_back();
  return value;
}

void LetterText::flush(Ink ink) {
  std::string& piece = line_.pieces[static_cast<size_t>(ink)];
  if (piece.empty()) return;
  std::string text = plain_text(piece);
  piece.clear();
  if (text.empty()) return;
  const size_t room = limits::kDocumentTextBytes - text_bytes_;
  if (text.size() > room) text.resize(text::cut_at_character(text, room).size());
  if (document_.spans.size() == limits::kDocumentSpans || text.empty()) {
    full_ = true;
    return;
  }
  text_bytes_ += text.size();
  Span& span = document_.spans.emplace_back();
  span.page = line_.place.page;
  span.line = line_.place.line;
  span.text = std::move(text);
  span.ink = ink;
  span.filled_in = ink == Ink::visible && line_.filled_in;
}

void LetterText::flush_all() {
  for (const Ink ink : kInks) flush(ink);
}

void LetterText::finish() {
  flush_all();
  std::vector<Span>& spans = document_.spans;
  text::stable_sort(spans, [](const Span& a, const Span& b) {
    return a.page != b.page ? a.page < b.page : a.line < b.line;
  });
  uint32_t page = 0, written = 0, line = 0;
  for (Span& span : spans) {
    if (span.page != page) {
      line = 0;
    } else if (span.line != written) {
      ++line;
    }
    page = span.page;
    written = std::exchange(span.line, line);
  }
}

}  // namespace portcheck::document
