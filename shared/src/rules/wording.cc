// TKT-010, TKT-012, TKT-013, TKT-020 and TKT-022: what the ticket's subject and description say. Their text
// is never repeated in a finding.
#include "rules/families.h"
#include "text/clean.h"
#include "text/word_list.h"

namespace portcheck::rules {
namespace {

using text::is_digit;

// The words of a text, one after the other, each with what stands before it.
struct Words {
  std::string_view text, gap, word;

  bool next() {
    size_t from = 0, end = 0;
    while (from < text.size() && !text::is_alnum(text[from])) ++from;
    for (end = from; end < text.size() && text::is_alnum(text[end]);) ++end;
    gap = text.substr(0, from);
    word = text.substr(from, end - from);
    text.remove_prefix(end);
    return !word.empty();
  }
  bool among(std::string_view words) const { return text::contains_any_word(words, word); }
  bool all_digits() const {
    for (char c : word) {
      if (!is_digit(c)) return false;
    }
    return true;
  }
};

// "123-45-6789" with nothing before or behind that would make it a part of something longer.
bool holds_ssn(std::string_view text) {
  constexpr std::string_view kShape = "000-00-0000";
  for (size_t i = 0; i + kShape.size() <= text.size(); ++i) {
    size_t end = i + kShape.size(), at = i;
    auto part = [&](size_t place) { return is_digit(text[place]) || text[place] == '-'; };
    if ((i != 0 && part(i - 1)) || (end < text.size() && part(end))) continue;
    while (at < end && (kShape[at - i] == '-' ? text[at] == '-' : is_digit(text[at]))) ++at;
    if (at == end) return true;
  }
  return false;
}

// "pin" or "ssn" where `text` seems to give one; null where it only speaks of it.
const char* secret_in(std::string_view text) {
  if (holds_ssn(text)) return "ssn";
  const char* open = nullptr;
  std::string_view last;
  for (Words words{text, {}, {}}; words.next(); last = words.word) {
    bool ends = words.gap.find_first_of(".,;") != std::string_view::npos && !text::equal_fold(last, "no");
    if (ends) open = nullptr;
    if (words.among("pin|passcode|password")) {
      open = "pin";
    } else if (words.among("ssn") || (text::equal_fold(last, "social") && words.among("security"))) {
      open = "ssn";
    } else if (open && words.all_digits() && words.word.size() >= 4 && words.word.size() <= 9) {
      return open;
    } else if (!words.among(
                   "a|account|be|code|digit|digits|for|four|is|no|nr|number|of|our|port|out|the|this|to|"
                   "transfer|was|will|4")) {
      open = nullptr;
    }
  }
  return nullptr;
}

// Of "25 toll-free numbers" the 25; 0 where the text names no count, or more than one.
uint64_t stated_numbers(std::string_view text) {
  uint64_t count = 0, stated = 0;
  for (Words words{text, {}, {}}; words.next();) {
    if (words.all_digits()) {
      bool joined = count != 0 && words.gap == "," && words.word.size() == 3;  // "1,200"
      bool alone = words.gap.find_first_of("-./#+$") == std::string_view::npos && words.word.size() <= 6;
      uint64_t value = joined ? count : 0;
      for (char c : words.word) value = value * 10 + static_cast<uint64_t>(c - '0');
      count = joined || alone ? value : 0;
    } else if (count > 1 && words.among("number|numbers|tn|tns|did|dids|tfn|tfns")) {
      if (stated != 0) return 0;
      stated = count;
      count = 0;
    } else if (!words.among(
                   "business|existing|free|local|of|our|phone|promo|static|telephone|toll|tollfree|tracking|"
                   "voice")) {
      count = 0;
    }
  }
  return stated;
}

bool says_porting(std::string_view text) {
  return text::contains_any_word(text, "port|ports|ported|porting|portin|portings|portability");
}

bool names_resporg(std::string_view text) {
  for (const char* words = "resporg|resp org|resp-org|responsible org"; words != nullptr;) {
    if (text::contains_fold(text, text::next_word(words))) return true;
  }
  return false;
}

bool names_wireless(std::string_view text) {
  return text::contains_any_word(
      text,
      "wireless|cellular|cell phone|cell phones|cell number|cell numbers|mobile phone|"
      "mobile phones|mobile number|mobile numbers|t-mobile|transfer pin|port-out pin");
}

void judge_count(RequestState& state, const char* field, uint64_t stated) {
  const RequestReport& found = state.report.request;
  for (uint64_t count : {uint64_t{0}, found.numbers, found.unique, found.local, found.toll_free}) {
    if (stated == count) return;
  }
  if (Finding* finding = state.findings.add(RuleId::TKT_022, {})) {
    set_param(*finding, "field", field);
    set_param(*finding, "stated", static_cast<int64_t>(stated));
    set_param(*finding, "numbers", static_cast<int64_t>(found.unique));
  }
}

}  // namespace

void wording_request(RequestState& state) {
  if (!state.request.ticket) return;
  const Ticket& ticket = *state.request.ticket;
  const RequestReport& found = state.report.request;
  bool porting = false, resporg = state.resporg_column, wireless = false, pin = state.pin_column;
  for (bool in_subject : {true, false}) {
    std::string_view text = in_subject ? ticket.subject : ticket.description;
    const char* field = in_subject ? "subject" : "description";
    porting = porting || says_porting(text);
    resporg = resporg || names_resporg(text);
    wireless = wireless || names_wireless(text);
    const char* secret = secret_in(text);
    pin = pin || (secret && *secret == 'p');
    if (secret) {
      if (Finding* finding = state.findings.add(RuleId::TKT_013, {})) {
        set_reason(*finding, secret);
        set_param(*finding, "field", field);
      }
    }
    if (found.unique != 0) judge_count(state, field, stated_numbers(text));
  }
  if (!porting) state.findings.add(RuleId::TKT_012, {});
  if (found.toll_free != 0 && !resporg) {
    if (Finding* finding = state.findings.add(RuleId::TKT_010, {}))
      set_param(*finding, "toll_free", static_cast<int64_t>(found.toll_free));
  }
  if (wireless && !pin && found.local != 0) state.findings.add(RuleId::TKT_020, {});
}

}  // namespace portcheck::rules
