#include "loa/secrets.h"

#include "loa/same.h"
#include "text/clean.h"

namespace portcheck::loa {
namespace {

constexpr size_t kShownOfAccount = 3;

void cover(std::string& text, size_t from, size_t to) {
  for (size_t i = from; i < to && i < text.size(); ++i) {
    if (text::is_alnum(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80) text[i] = '*';
  }
}

// Where the last three characters of an account number begin.
size_t shown_end(std::string_view text, size_t from, size_t to) {
  size_t count = 0, all = 0;
  for (size_t i = from; i < to; ++i) all += text::is_alnum(text[i]);
  if (all <= 2 * kShownOfAccount) return to;  // too short to show half of it
  size_t at = to;
  while (at > from && count < kShownOfAccount) count += text::is_alnum(text[--at]);
  return at;
}

// "PIN is 1234", "passcode 98765" in a sentence; not "PIN for 212-736-0143".
void cover_spoken(std::string& text) {
  constexpr size_t kFillers = 5, kLongest = 12, kUsual = 8;
  const auto digit = [&](size_t at) { return at < text.size() && text::is_digit(text[at]); };
  const auto joint = [&](size_t at) { return at < text.size() && (text[at] == '-' || text[at] == '.'); };
  size_t left = 0;  // words that may still stand between
  for (size_t at = 0; at < text.size();) {
    if (!text::is_alnum(text[at])) {
      const bool ends = text[at] == ';' || text[at] == kBetween || (text[at] == '.' && !digit(at + 1));
      if (ends) left = 0;
      ++at;
      continue;
    }
    const size_t from = at;
    bool digits = false;
    while (at < text.size() && text::is_alnum(text[at])) digits |= text::is_digit(text[at++]);
    const std::string_view word = std::string_view(text).substr(from, at - from);
    const bool part = (joint(at) && digit(at + 1)) || (from > 1 && joint(from - 1) && digit(from - 2));
    if (!digits && text::contains_any_word("pin passcode ssn password", word)) {
      left = kFillers;
    } else if (left != 0 && digits && !part) {
      const size_t longest = left == kFillers ? kLongest : kUsual;
      if (word.size() >= 3 && word.size() <= longest) cover(text, from, at);
      left = 0;
    } else if (left != 0 && !part) {
      left = at < text.size() && text[at] == ':' ? 0 : left - 1;
    }
  }
}

}  // namespace

bool is_secret(Label label) {
  return label == Label::pin || label == Label::ssn || label == Label::tax_id;
}

void hide_secrets(std::string& text) {
  hide_ssn(text);
  cover_spoken(text);
}

void hide_secrets(Lines& lines, Fields& fields) {
  for (Entry& entry : fields.entries) {
    const bool placed = entry.value_line != Entry::kNowhere;
    if (entry.label == Label::account && entry.presence == Presence::given) {
      if (placed) {
        const std::string_view text = lines.all[entry.value_line].text;
        entry.print = account_print(text.substr(entry.value_from, entry.value_to - entry.value_from));
      } else {
        entry.print = account_print(entry.value);
        cover(entry.value, 0, shown_end(entry.value, 0, entry.value.size()));
      }
    } else if (is_secret(entry.label) && !placed && !entry.value.empty()) {
      entry.value = "****";
    }
  }
  for (const Claim& claim : fields.claims) {
    Line& line = lines.all[claim.line];
    size_t to = claim.to;
    if (claim.label == Label::account) {
      to = shown_end(line.text, claim.from, claim.to);
    } else if (!is_secret(claim.label)) {
      continue;
    }
    cover(line.text, claim.from, to);
    cover(line.digits, claim.from, to);
  }
  for (Line& line : lines.all) {
    for (std::string* text : {&line.text, &line.digits}) hide_secrets(*text);
  }
}

}  // namespace portcheck::loa

namespace portcheck {

void hide_ssn(std::string& text) {
  constexpr std::string_view kShape = "000-00-0000";
  constexpr size_t kFirstDash = 3;
  const auto longer = [&](size_t at) {
    return at < text.size() && (text::is_digit(text[at]) || text[at] == '-');
  };
  for (size_t dash = text.find('-'); dash != std::string::npos; dash = text.find('-', dash + 1)) {
    const size_t at = dash - kFirstDash, end = at + kShape.size();
    if (dash < kFirstDash || end > text.size() || longer(end) || (at != 0 && longer(at - 1))) continue;
    size_t same = 0;
    while (same < kShape.size() &&
           (kShape[same] == '-' ? text[at + same] == '-' : text::is_digit(text[at + same])))
      ++same;
    if (same == kShape.size()) loa::cover(text, at, end);
  }
}

}  // namespace portcheck
