// Finding -> sentence, from the templates of texts.h.
#include "report/message.h"

#include <algorithm>

#include "portcheck/remark.h"
#include "portcheck/report.h"
#include "portcheck/texts.h"
#include "text/decimal.h"
#include "text/word_list.h"

namespace portcheck {
namespace {

// Rules with one family and consecutive numbers.
struct IdRun {
  char family[4];
  uint8_t first, last;
};

#include "rule_table.inc"

static_assert(sizeof kSeverities == kRuleCount + 1);

// Written when the first is asked for: as text they would be 0.2 KB of what a page downloads.
struct Ids {
  static constexpr size_t kSize = 7;
  char text[kRuleCount][kSize];

  Ids() {
    char* out = *text;
    for (const IdRun& run : kIdRuns) {
      for (unsigned number = run.first; number <= run.last; ++number) {
        for (size_t i = 0; i < 3; ++i) *out++ = run.family[i];
        *out++ = '-';
        *out++ = static_cast<char>('0' + number / 100);
        *out++ = static_cast<char>('0' + number / 10 % 10);
        *out++ = static_cast<char>('0' + number % 10);
      }
    }
  }
};

// "12,345"
void append_grouped(std::string& out, uint64_t value) {
  char room[text::kDecimalBytes];
  const std::string_view digits = text::decimal_in(room, value);
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
}

// What the placeholders of a sentence stand for.
struct Meant {
  const Details& details;
  std::string_view value;  // of a finding's cell
};

// `list`: of the words that the codes stand for; empty: they stand for themselves.
void append_word(std::string& out, std::string_view list, std::string_view code) {
  out += list.empty() ? code : texts().word(list, code);
}

void append_value(std::string& out, const Param& param, std::string_view list = {}) {
  if (const int64_t* number = std::get_if<int64_t>(&param.value)) {
    if (*number < 0) out += '-';
    append_grouped(out, static_cast<uint64_t>(*number < 0 ? -*number : *number));
  } else if (const auto* text = std::get_if<std::string_view>(&param.value)) {
    append_word(out, list, *text);
  } else if (const auto* items = std::get_if<ParamList>(&param.value)) {
    const char* separator = "";
    for (const std::string_view item : *items) {
      out += separator;
      append_word(out, list, item);
      separator = ", ";
    }
  }
}

// "n|one|many" with n's value; `with_number` puts the number before the noun.
void append_plural(std::string& out, const Meant& meant, std::string_view body, size_t bar,
                   bool with_number) {
  size_t second = body.find('|', bar + 1);
  std::string_view one = body.substr(bar + 1, second - bar - 1), many = body.substr(second + 1);
  const std::optional<Param> param = meant.details.find(body.substr(0, bar));
  const int64_t* number = param ? std::get_if<int64_t>(&param->value) : nullptr;
  if (!number) return;
  if (with_number) {
    append_value(out, *param);
    out += ' ';
  }
  out += *number == 1 ? one : many;
}

void append_placeholder(std::string& out, const Meant& meant, std::string_view body) {
  bool noun_only = body.starts_with('?');
  if (noun_only) body.remove_prefix(1);
  size_t bar = body.find('|');
  if (bar != std::string_view::npos) {
    append_plural(out, meant, body, bar, !noun_only);
    return;
  }
  const size_t at = std::min(body.find('@'), body.size());
  const std::string_view list = body.substr(std::min(at + 1, body.size()));
  body = body.substr(0, at);
  if (const std::optional<Param> param = meant.details.find(body)) {
    append_value(out, *param, list);
  } else if (body == "value") {
    out += meant.value;
  }
}

void fill_in(std::string& out, std::string_view rest, const Meant& meant) {
  for (size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    size_t close = rest.find('}', open);
    if (close == std::string_view::npos) break;
    out += rest.substr(0, open);
    append_placeholder(out, meant, rest.substr(open + 1, close - open - 1));
    rest.remove_prefix(close + 1);
  }
  out += rest;
}

}  // namespace

std::string_view to_string(RuleId rule) {
  static const Ids ids;
  return {ids.text[static_cast<size_t>(rule)], Ids::kSize};
}
std::string_view title(RuleId rule) {
  return texts().title(rule);
}
Severity default_severity(RuleId rule) {
  const char letter = kSeverities[static_cast<size_t>(rule)];
  return letter == 'e' ? Severity::error : letter == 'w' ? Severity::warning : Severity::info;
}

std::string_view to_string(Defect defect) {
  return text::word_at(kDefects, static_cast<size_t>(defect));
}

std::string_view to_string(RemarkId remark) {
  return text::word_at(kRemarks, static_cast<size_t>(remark));
}

std::string_view to_string(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "info";
}

void append_message(std::string& out, const Finding& finding) {
  fill_in(out, texts().sentence(finding.rule, finding.details.text("reason")),
          {finding.details, finding.value()});
}

std::string message(const Finding& finding) {
  std::string out;
  append_message(out, finding);
  return out;
}

std::string message(const Remark& remark) {
  const std::string_view sentence = remark.rule
                                        ? texts().sentence(*remark.rule, remark.details.text("reason"))
                                        : texts().word("remark", to_string(remark.id));
  std::string out;
  fill_in(out, sentence, {remark.details, {}});
  return out;
}

std::string grouped(uint64_t value) {
  std::string text;
  append_grouped(text, value);
  return text;
}

std::string place_text(const Place& place) {
  if (place.row != kNone && place.column != kNone)
    return column_letters(place.column) + text::decimal(place.row);
  if (place.row != kNone) return "row " + text::decimal(place.row);
  if (place.column != kNone) return "column " + column_letters(place.column);
  if (place.page != kNone) return "page " + text::decimal(place.page);
  return {};
}

}  // namespace portcheck
