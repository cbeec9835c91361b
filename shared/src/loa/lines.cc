#include "loa/lines.h"

#include <algorithm>

#include "loa/wrapped.h"
#include "portcheck/limits.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::loa {
namespace {

using text::is_digit;

char digit_like(char c) {
  switch (c) {
    case 'O':
    case 'o':
    case 'Q':
    case 'D':
      return '0';
    case 'l':
    case 'I':
    case 'i':
    case '|':
      return '1';
    case 'Z':
      return '2';
    case 'S':
      return '5';
    case 'B':
      return '8';
    default:
      return 0;
  }
}

// Of the words that are mostly digits, letters that OCR takes for digits become such.
std::string with_digits(std::string_view text) {
  std::string out(text);
  for (size_t from = 0; from < out.size();) {
    size_t end = from, digits = 0, alike = 0, others = 0;
    for (; end < out.size() && out[end] != ' ' && out[end] != kBetween; ++end) {
      if (is_digit(out[end])) {
        ++digits;
      } else if (digit_like(out[end]) != 0) {
        ++alike;
      } else if (text::is_letter(out[end])) {
        ++others;
      }
    }
    if (alike != 0 && others == 0 && digits >= alike && digits >= 2) {
      for (size_t i = from; i < end; ++i) {
        if (!is_digit(out[i]) && digit_like(out[i]) != 0) out[i] = digit_like(out[i]);
      }
    }
    from = end + 1;
  }
  return out;
}

Box joined(const Box& a, const Box& b) {
  if (a == Box{}) return b;
  if (b == Box{}) return a;
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

}  // namespace

size_t Line::piece_at(size_t offset) const {
  size_t at = 0;
  while (at + 1 < pieces.size() && pieces[at].to < offset) ++at;
  return at;
}

Lines lines_of(const Document& document) {
  Lines lines;
  size_t bytes = 0;
  std::string scratch;
  for (const Span& span : document.spans) {
    if (span.ink != Ink::visible) continue;
    const std::string_view text = text::clean(span.text, scratch, true).text;
    if (text.empty()) continue;
    if ((bytes += text.size()) > limits::kLetterBytes) {
      lines.cut = true;
      break;
    }
    if (lines.all.empty() || lines.all.back().page != span.page || lines.all.back().number != span.line)
      lines.all.push_back({span.page, span.line, {}, {}, {}, {}});
    Line& line = lines.all.back();
    if (!line.text.empty()) line.text += kBetween;
    const auto from = static_cast<uint32_t>(line.text.size());
    for (const char c : text) line.text += c == kBetween || c == '\n' || c == '\r' ? ' ' : c;
    line.pieces.push_back(
        {from, static_cast<uint32_t>(line.text.size()), span.box, span.filled_in, span.confidence});
    line.box = joined(line.box, span.box);
  }
  join_wrapped(lines);
  for (Line& line : lines.all) {
    for (const Piece& piece : line.pieces) {
      if (piece.confidence < 100 && line.digits.empty()) line.digits = with_digits(line.text);
    }
  }
  return lines;
}

Seen seen_at(const Line& line, size_t from, size_t to) {
  constexpr size_t kAround = 40;  // bytes before and behind
  const size_t first = line.piece_at(from);
  const size_t last = line.piece_at(to == 0 ? 0 : to - 1);
  Seen seen;
  seen.page = line.page;
  size_t begin = line.pieces[first].from, end = line.pieces[last].to;
  for (size_t i = first; i <= last; ++i) {
    seen.box = joined(seen.box, line.pieces[i].box);
    seen.confidence = std::min(seen.confidence, line.pieces[i].confidence);
  }
  if (from > begin + kAround) {
    begin = from - kAround;
    while (begin < from && line.text[begin] != ' ') ++begin;
  }
  if (end > to + kAround) {
    end = to + kAround;
    while (end > to && line.text[end] != ' ') --end;
  }
  std::string quote;
  for (const char c : text::trim(std::string_view(line.text).substr(begin, end - begin)))
    quote += c == kBetween ? ' ' : c;
  seen.quote = text::cut_at_character(quote, limits::kShownValueBytes);
  return seen;
}

}  // namespace portcheck::loa
