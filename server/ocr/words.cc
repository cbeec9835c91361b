#include "server/ocr/words.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace portcheck::server {
namespace {

struct Word {
  int32_t left, top, right, bottom;  // pixels
  float confidence;                  // per cent
  std::string_view text;
  int32_t height() const { return bottom - top; }
  int32_t middle() const { return top + height() / 2; }
};

// Tab-separated fields of a line: level, page, block, paragraph, line, word, left, top, width, height,
// confidence, text.
enum Field : size_t { kLevel, kLeft = 6, kTop, kWidth, kHeight, kConfidence, kText, kFields };

bool split(std::string_view line, std::array<std::string_view, kFields>& fields) {
  for (size_t i = 0; i + 1 < kFields; ++i) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return false;
    fields[i] = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  fields[kText] = line;
  return true;
}

template <class Number>
bool read(std::string_view text, Number& out) {
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out);
  return code == std::errc{} && end == text.data() + text.size();
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

bool read_word(std::string_view line, const ReadPage& page, Word& out) {
  std::array<std::string_view, kFields> fields;
  constexpr std::string_view kWordLevel = "5";
  int32_t width = 0, height = 0;
  if (!split(line, fields) || fields[kLevel] != kWordLevel || is_blank(fields[kText])) return false;
  if (!read(fields[kLeft], out.left) || !read(fields[kTop], out.top) || !read(fields[kWidth], width) ||
      !read(fields[kHeight], height) || !read(fields[kConfidence], out.confidence))
    return false;
  const auto page_width = static_cast<int32_t>(page.width), page_height = static_cast<int32_t>(page.height);
  if (out.left < 0 || out.top < 0 || width <= 0 || height <= 0 || width > page_width - out.left ||
      height > page_height - out.top)
    return false;
  out.right = out.left + width;
  out.bottom = out.top + height;
  out.text = fields[kText];
  while (out.text.ends_with('\r') || out.text.ends_with(' ')) out.text.remove_suffix(1);
  return true;
}

// Words stand on one line when the middle of each is within the other's height.
bool same_line(const Word& a, const Word& b) {
  return a.middle() > b.top && a.middle() < b.bottom && b.middle() > a.top && b.middle() < a.bottom;
}

// From the top; each line from the left. Columns side by side share their lines, as labels and their values
// do.
std::vector<std::vector<Word>> lines_of(std::vector<Word> words) {
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return a.middle() != b.middle() ? a.middle() < b.middle() : a.left < b.left;
  });
  std::vector<std::vector<Word>> lines;
  for (const Word& word : words) {
    constexpr size_t kOpenLines = 4;  // a tall word may reach over the next ones
    size_t at = lines.size();
    for (size_t i = lines.size(); i-- > 0 && i + kOpenLines >= lines.size();) {
      if (same_line(lines[i].back(), word) || same_line(lines[i].front(), word)) at = i;
    }
    if (at == lines.size()) lines.emplace_back();
    lines[at].push_back(word);
  }
  for (std::vector<Word>& line : lines)
    std::sort(line.begin(), line.end(), [](const Word& a, const Word& b) { return a.left < b.left; });
  return lines;
}

class Placer {
 public:
  Placer(const ReadPage& page, Document& out) : page_(page), out_(out) {}

  void add(const std::vector<Word>& line, uint32_t number) {
    for (size_t from = 0; from < line.size();) {
      if (is_border(line, from)) {
        ++from;
        continue;
      }
      size_t to = from + 1;
      while (to < line.size() && !is_border(line, to) && close(line[to - 1], line[to])) ++to;
      span(line, from, to, number);
      from = to;
    }
  }

 private:
  // The side of a field's frame, taken for a letter: much taller than the words beside it.
  static bool is_border(const std::vector<Word>& line, size_t at) {
    constexpr std::string_view kStrokes = "|[]{}()";
    const Word& word = line[at];
    if (word.text.size() != 1 || kStrokes.find(word.text[0]) == std::string_view::npos) return false;
    int32_t beside = 0;
    if (at > 0) beside = line[at - 1].height();
    if (at + 1 < line.size()) beside = std::max(beside, line[at + 1].height());
    return beside != 0 && word.height() * 2 >= beside * 3;
  }

  // A blank is about a third of the letters' height, a gap between columns more than all of it.
  static bool close(const Word& a, const Word& b) {
    return (b.left - a.right) * 10 <= std::max(a.height(), b.height()) * 13;
  }

  int32_t across(int32_t pixels) const { return scale(pixels, page_.size.width, page_.width); }
  int32_t down(int32_t pixels) const { return scale(pixels, page_.size.height, page_.height); }
  static int32_t scale(int32_t pixels, int32_t size, uint32_t of) {
    return static_cast<int32_t>(int64_t{pixels} * size / std::max<int64_t>(of, 1));
  }

  void span(const std::vector<Word>& line, size_t from, size_t to, uint32_t number) {
    Span span;
    span.page = page_.page;
    span.line = number;
    float sum = 0;
    int32_t top = line[from].top, bottom = line[from].bottom;
    for (size_t i = from; i < to; ++i) {
      if (i != from) span.text += ' ';
      span.text += line[i].text;
      sum += line[i].confidence;
      top = std::min(top, line[i].top);
      bottom = std::max(bottom, line[i].bottom);
    }
    span.box = {across(line[from].left), down(top), across(line[to - 1].right), down(bottom)};
    constexpr float kSurest = 99;  // 100 means that no OCR was needed
    span.confidence = static_cast<uint8_t>(std::clamp(sum / static_cast<float>(to - from), 0.0F, kSurest));
    out_.spans.push_back(std::move(span));
  }

  const ReadPage& page_;
  Document& out_;
};

}  // namespace

void append_words(std::string_view tsv, const ReadPage& page, size_t most, Document& out) {
  std::vector<Word> words;
  while (!tsv.empty() && words.size() < most) {
    const size_t end = std::min(tsv.find('\n'), tsv.size());
    Word word{};
    if (read_word(tsv.substr(0, end), page, word)) words.push_back(word);
    tsv.remove_prefix(std::min(end + 1, tsv.size()));
  }
  if (words.empty()) return;
  out.ocr = true;
  Placer placer(page, out);
  uint32_t number = 0;
  for (const std::vector<Word>& line : lines_of(std::move(words))) placer.add(line, ++number);
}

}  // namespace portcheck::server
