#include "text/delimiter.h"

#include <cstdint>

namespace portcheck::text {
namespace {

constexpr std::string_view kCandidates = ",;\t|";  // in order of preference
constexpr size_t kLines = 100;

using Counts = uint32_t[kLines][kCandidates.size()];

bool is_line_end(char c) {
  return c == '\n' || c == '\r';
}
bool is_candidate(char c) {
  return kCandidates.find(c) != std::string_view::npos;
}

// Counts the candidates of each line that has anything in it; stops where a quote is not closed within
// `text`.
size_t count_lines(std::string_view text, bool quotes, Counts& counts) {
  size_t lines = 0;
  bool at_cell_start = true;
  bool line_has_text = false;
  for (size_t i = 0; i < text.size() && lines < kLines; ++i) {
    const char c = text[i];
    if (c == '"' && quotes && at_cell_start) {
      for (++i; i < text.size(); ++i) {
        if (text[i] != '"') continue;
        if (i + 1 == text.size() || text[i + 1] != '"') break;
        ++i;
      }
      if (i >= text.size()) break;
      at_cell_start = false;
      line_has_text = true;
    } else if (is_line_end(c)) {
      lines += line_has_text ? 1u : 0u;
      line_has_text = false;
      at_cell_start = true;
    } else {
      line_has_text = true;
      const size_t candidate = kCandidates.find(c);
      at_cell_start = candidate != std::string_view::npos;
      if (at_cell_start) ++counts[lines][candidate];
    }
  }
  return line_has_text && lines < kLines ? lines + 1 : lines;
}

struct Agreement {
  size_t lines = 0;    // that have the most frequent count
  uint32_t count = 0;  // that count, above zero
};

Agreement agreement(const Counts& counts, size_t lines, size_t candidate) {
  Agreement best;
  for (size_t i = 0; i < lines; ++i) {
    const uint32_t count = counts[i][candidate];
    if (count == 0) continue;
    size_t same = 0;
    for (size_t j = 0; j < lines; ++j) same += counts[j][candidate] == count ? 1u : 0u;
    if (same > best.lines || (same == best.lines && count > best.count)) best = {same, count};
  }
  return best;
}

// "sep=;" as Excel writes and reads it, with or without quotes. Returns the line's length, or 0.
size_t sep_line(std::string_view text, char& delimiter) {
  const bool quoted = !text.empty() && text[0] == '"';
  const size_t start = quoted ? 1 : 0;
  constexpr std::string_view kWord = "sep=";
  if (text.size() < start + kWord.size() + 1) return 0;
  for (size_t i = 0; i < kWord.size(); ++i) {
    if ((text[start + i] | 0x20) != (kWord[i] | 0x20)) return 0;
  }
  size_t end = start + kWord.size();
  const char named = text[end++];
  if (!is_candidate(named) && (named < '!' || named > '/' || named == '"') && named != ':' && named != '^')
    return 0;
  if (quoted && (end == text.size() || text[end++] != '"')) return 0;
  if (end < text.size() && !is_line_end(text[end])) return 0;
  if (end < text.size() && text[end] == '\r') ++end;
  if (end < text.size() && text[end] == '\n') ++end;
  delimiter = named;
  return end;
}

}  // namespace

DelimiterGuess detect_delimiter(std::string_view text) {
  DelimiterGuess guess;
  guess.skip = sep_line(text, guess.delimiter);
  if (guess.skip != 0) {
    guess.tabular = true;
    return guess;
  }
  text = text.substr(0, kDelimiterSample);
  Counts counts = {};
  size_t lines = count_lines(text, true, counts);
  if (lines == 0) lines = count_lines(text, false, counts);
  Agreement best;
  for (size_t i = 0; i < kCandidates.size(); ++i) {
    const Agreement found = agreement(counts, lines, i);
    if (found.lines > best.lines || (found.lines == best.lines && found.count > best.count)) {
      best = found;
      guess.delimiter = kCandidates[i];
    }
  }
  guess.tabular = best.lines * 2 > lines;
  return guess;
}

}  // namespace portcheck::text
