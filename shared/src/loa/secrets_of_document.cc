#include <algorithm>
#include <vector>

#include "loa/fields.h"
#include "loa/secrets.h"
#include "portcheck/letter.h"
#include "text/clean.h"

namespace portcheck {
namespace {

bool is_part_of_word(char c) {
  return text::is_alnum(c) || static_cast<unsigned char>(c) >= 0x80;
}

// The words of a value that have digits, or all when none has.
void add_words(std::string_view text, std::vector<std::string>& out) {
  constexpr size_t kShortest = 3;  // less is no secret, and would cover half the page
  std::string scratch;
  const std::string_view value = text::clean(text, scratch, true).text;
  const size_t before = out.size();
  bool any = false;
  for (size_t at = 0; at < value.size();) {
    const size_t from = at;
    const auto in_word = [&](size_t i) { return i < value.size() && is_part_of_word(value[i]); };
    while (in_word(at) || (at > from && value[at] == '-' && in_word(at + 1))) ++at;
    const std::string_view word = value.substr(from, at - from);
    if (word.size() >= kShortest) {
      const bool digits = std::any_of(word.begin(), word.end(), text::is_digit);
      if (digits && !any) out.resize(before);
      if (digits || !any) out.emplace_back(word);
      any = any || digits;
    }
    if (at == from) ++at;
  }
}

std::vector<std::string> secrets_of(const Document& document) {
  const loa::Lines lines = loa::lines_of(document);
  const loa::Fields fields = loa::find_fields(document, lines);
  std::vector<std::string> secrets;
  for (const loa::Claim& claim : fields.claims) {
    if (!loa::is_secret(claim.label)) continue;
    add_words(std::string_view(lines.all[claim.line].text).substr(claim.from, claim.to - claim.from),
              secrets);
  }
  for (const loa::Entry& entry : fields.entries) {
    if (loa::is_secret(entry.label)) add_words(entry.value, secrets);
  }
  // A form's fields all the same: what was found as text may stand in a second one.
  for (const FormField& field : document.fields) {
    if (loa::is_secret(loa::label_of_name(field.label)) || loa::is_secret(loa::label_of_name(field.name)))
      add_words(field.value, secrets);
  }
  std::sort(secrets.begin(), secrets.end());
  secrets.erase(std::unique(secrets.begin(), secrets.end()), secrets.end());
  return secrets;
}

void hide(const std::vector<std::string>& secrets, std::string& text) {
  std::string scratch;
  std::string plain(text::clean(text, scratch, true).text);
  std::string hidden = plain;
  for (const std::string& secret : secrets) {
    for (size_t at = hidden.find(secret); at != std::string::npos; at = hidden.find(secret, at + 1)) {
      const bool part = (at != 0 && is_part_of_word(hidden[at - 1])) ||
                        (at + secret.size() < hidden.size() && is_part_of_word(hidden[at + secret.size()]));
      if (!part) hidden.replace(at, secret.size(), secret.size(), '*');
    }
  }
  loa::hide_secrets(hidden);
  if (hidden != plain) text = std::move(hidden);
}

}  // namespace

void hide_secrets(Document& document) {
  const std::vector<std::string> secrets = secrets_of(document);
  for (Span& span : document.spans) hide(secrets, span.text);
  for (FormField& field : document.fields) hide(secrets, field.value);
  for (Mark& mark : document.marks) hide(secrets, mark.text);
}

}  // namespace portcheck
