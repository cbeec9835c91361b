#include "loa/labels.h"

#include <string>

#include "loa/label_words.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

using text::is_alnum;
using text::lower;

constexpr size_t kLongestLabel = 80;  // bytes; no label is longer

bool is_joint(char c) {  // between a label's words
  return c == ' ' || c == '/' || c == '-' || c == '&' || c == '.' || c == '\'' || c == ',' || c == '(' ||
         c == ')' || c == '"';
}

// How far `text` goes on with the label's words; 0: not. A plural's s is let through behind each word.
size_t match_words(std::string_view text, std::string_view words) {
  size_t at = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] != ' ') {
      constexpr std::string_view kNumber = "number";
      if (at < text.size() && text[at] == '#' && words.substr(i, kNumber.size()) == kNumber) {
        i += kNumber.size() - 1;
        ++at;
        continue;
      }
      if (at == text.size() || lower(text[at]) != words[i]) return 0;
      ++at;
      continue;
    }
    if (at < text.size() && lower(text[at]) == 's' && words[i + 1] != 's') ++at;
    if (text::equal_fold(text.substr(at, 3), "(s)")) at += 3;
    const size_t before = at;
    while (at < text.size() && at - before < 4 && is_joint(text[at])) ++at;
    if (at == before) return 0;
  }
  if (at < text.size() && lower(text[at]) == 's') ++at;
  return at < text.size() && is_alnum(text[at]) ? 0 : at;
}

struct Best {
  Label label = Label::none;
  size_t length = 0;
};

// Which lists have words that begin with a letter, so that most starts need no look at all of them.
struct Entry {
  Label label;
  std::string_view words;
};

template <size_t Count>
struct Index {
  Entry entries[Count] = {};
  uint16_t first[27] = {};
};

constexpr size_t count_words() {
  size_t count = 0;
  for (const LabelWords& list : kLabelWords) {
    ++count;
    for (const char c : list.words) count += c == '|';
  }
  return count;
}

// Two passes, since a compiler takes only so many steps.
constexpr Index<count_words()> make_index() {
  Index<count_words()> index;
  uint16_t next[26] = {};
  for (const bool placing : {false, true}) {
    for (const LabelWords& list : kLabelWords) {
      for (size_t from = 0; from < list.words.size();) {
        size_t end = from;
        while (end < list.words.size() && list.words[end] != '|') ++end;
        const auto letter = static_cast<size_t>(list.words[from] - 'a');
        if (placing) index.entries[next[letter]] = {list.label, list.words.substr(from, end - from)};
        ++next[letter];
        from = end + 1;
      }
    }
    if (placing) break;
    for (size_t letter = 0; letter < 26; ++letter) {
      index.first[letter + 1] = static_cast<uint16_t>(index.first[letter] + next[letter]);
      next[letter] = index.first[letter];
    }
  }
  return index;
}

constexpr auto kIndex = make_index();

Best longest_label(std::string_view text) {
  const char letter = lower(text.front());
  Best best;
  if (letter < 'a' || letter > 'z') return best;
  const auto at = static_cast<size_t>(letter - 'a');
  for (size_t i = kIndex.first[at]; i < kIndex.first[at + 1]; ++i) {
    const Entry& entry = kIndex.entries[i];
    if (entry.words.size() <= best.length) continue;
    const size_t length = match_words(text, entry.words);
    if (length > best.length) best = {entry.label, length};
  }
  return best;
}

// "(s)", "(no PO box)", "#", "No.", "*" behind the words; then the colon, and the leader.
struct Tail {
  size_t value = 0;
  bool closed = false, leader = false, end = false, dash = false;
};

Tail tail_of(std::string_view text, size_t at) {
  constexpr size_t kLongestBrackets = 80;
  Tail tail;
  const auto blanks = [&] {
    while (at < text.size() && text[at] == ' ') ++at;
  };
  for (bool more = true; more;) {
    const size_t before = at;
    blanks();
    // Brackets may have been part of the words: "Billing Telephone Number (BTN)".
    if (at < text.size() && (text[at] == '#' || text[at] == '*' || text[at] == ')' || text[at] == '"')) {
      ++at;
      continue;
    }
    // "Acct. No.:"
    if (at < text.size() && text[at] == '.' && (at + 1 == text.size() || text[at + 1] == ':')) {
      ++at;
      continue;
    }
    if (at < text.size() && (text[at] == '(' || text[at] == '[')) {
      const size_t close = text.substr(0, at + kLongestBrackets).find(text[at] == '(' ? ')' : ']', at);
      // "(212) 736-0143" is a value.
      if (close != std::string_view::npos && !text::is_digit(text[at + 1])) {
        at = close + 1;
        continue;
      }
    }
    at = before;
    more = false;
  }
  blanks();
  if (at < text.size() && (text[at] == ':' || text[at] == '?')) {
    tail.closed = true;
    ++at;
  } else if (at + 1 < text.size() && text[at] == '-' && text[at + 1] == ' ') {
    tail.dash = true;
  }
  blanks();
  size_t leader = at;
  while (leader < text.size() &&
         (text[leader] == '_' || text[leader] == '.' || text[leader] == ' ' || text[leader] == '-'))
    ++leader;
  size_t marks = 0;
  for (size_t i = at; i < leader; ++i) marks += text[i] == '_' || text[i] == '.';
  if (marks >= 3) {
    tail.leader = true;
    at = leader;
  }
  tail.value = at;
  tail.end = at >= text.size();
  return tail;
}

// "Xxxx of yyy:" at the start: no label that is known, but one all the same.
size_t unknown_label(std::string_view text) {
  constexpr size_t kMostWords = 6;
  const size_t colon = text.substr(0, kLongestLabel).find(':');
  if (colon == std::string_view::npos || colon == 0 || !text::is_letter(text[0])) return 0;
  size_t words = 1;
  for (size_t i = 0; i < colon; ++i) {
    if (text[i] == ' ') ++words;
    if (text::is_digit(text[i]) || text[i] == ';') return 0;
  }
  const bool link = text.substr(colon).starts_with("://");
  return words <= kMostWords && !link ? colon : 0;
}

// "MA ZIP:": a value, and the label of the next one.
bool ends_with_label(std::string_view text) {
  for (size_t at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (!rest.empty() && longest_label(rest).length == rest.size()) return true;
  }
  return false;
}

// "1.", "a)", "•", "[ ]" before a label.
size_t skip_bullet(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) ++at;
  while (at < text.size() && (text[at] == '*' || text[at] == '-' || text[at] == ' ')) ++at;
  size_t mark = at;
  while (mark < text.size() && mark - at < 3 && is_alnum(text[mark])) ++mark;
  if (mark > at && mark < text.size() && (text[mark] == '.' || text[mark] == ')')) {
    ++mark;
    while (mark < text.size() && text[mark] == ' ') ++mark;
    return mark;
  }
  return at;
}

}  // namespace

std::vector<LabelHit> find_labels(std::string_view text) {
  std::vector<LabelHit> hits;
  const size_t start = skip_bullet(text);
  for (size_t at = start; at < text.size();) {
    const bool word = is_alnum(text[at]) && (at == start || !is_alnum(text[at - 1]));
    if (!word) {
      ++at;
      continue;
    }
    const std::string_view rest = text.substr(at, kLongestLabel * 2);
    Best best = longest_label(rest);
    if (best.length == 0 && at == start) {
      const size_t length = unknown_label(rest);
      if (length != 0 && !ends_with_label(rest.substr(0, length))) best = {Label::other, length};
    }
    if (best.length != 0) {
      const Tail tail = tail_of(text, at + best.length);
      const bool first = at == start;
      // In a sentence a label is told by its colon or leader, and by what stands before it.
      const bool apart = first || text[at - 1] == ' ' || text[at - 1] == '_' || text[at - 1] == '/';
      const bool good =
          first ? tail.closed || tail.leader || tail.end || tail.dash : apart && (tail.closed || tail.leader);
      const bool by = best.length <= 2 && !first;  // "by:", "x:" in a sentence
      if (good && !by) {
        size_t value = tail.value;
        if (tail.dash && !tail.closed && !tail.leader) value += 2;
        hits.push_back({best.label, static_cast<uint32_t>(first ? 0 : at),
                        static_cast<uint32_t>(at + best.length),
                        static_cast<uint32_t>(value < text.size() ? value : text.size()),
                        tail.closed || tail.end, tail.leader});
        at = tail.value > at ? tail.value : at + best.length;
        continue;
      }
    }
    while (at < text.size() && is_alnum(text[at])) ++at;
  }
  return hits;
}

Label label_of_name(std::string_view name) {
  if (const size_t dot = name.rfind('.'); dot != std::string_view::npos && dot + 1 < name.size())
    name.remove_prefix(dot + 1);  // of a fully qualified name the last part
  std::string words;
  for (size_t i = 0; i < name.size() && words.size() < kLongestLabel; ++i) {
    const char c = name[i];
    const bool capital = c >= 'A' && c <= 'Z';
    const bool after_small = i != 0 && name[i - 1] >= 'a' && name[i - 1] <= 'z';
    if (!text::is_letter(c)) {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else {
      if (capital && after_small) words += ' ';
      words += lower(c);
    }
  }
  std::string_view rest = text::trim(words);
  for (const std::string_view prefix :
       {"txt ", "text ", "field ", "fld ", "tf ", "form ", "enter ", "your "}) {
    if (rest.starts_with(prefix)) rest.remove_prefix(prefix.size());
  }
  if (rest.empty()) return Label::none;
  const Best best = longest_label(rest);
  if (best.length == rest.size()) return best.label;
  const size_t length = best.length;
  // "company name required" and the like: what follows must not make it another thing.
  return length >= 8 && rest[length] == ' ' && rest.find(" date", length) == std::string_view::npos
             ? best.label
             : Label::none;
}

}  // namespace portcheck::loa
