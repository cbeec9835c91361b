#include <optional>

#include "document/letters.h"
#include "loa/read_letter.h"
#include "rules/letter_context.h"
#include "rules/letters.h"
#include "text/clean.h"

namespace portcheck::rules {
namespace {

// The names under which the letter may call the one to whom numbers are moved: those of the campaign sites.
std::string provider_names(const Options& options) {
  std::string names = "invoca";
  for (const std::string& host : options.campaign_hosts) {
    const size_t dot = host.rfind('.');
    if (dot == std::string::npos || dot == 0) continue;
    const size_t from = host.rfind('.', dot - 1) + 1;
    names += '|';
    for (const char c : host.substr(from, dot - from)) names += text::lower(c);
  }
  return names;
}

void read_letters(RequestState& state) {
  const std::string providers = provider_names(state.request.options);
  for (size_t i = 0; i < state.report.files.size(); ++i) {
    FileReport& file = state.report.files[i];
    const bool locked = state.types[i] == document::FileType::ole_encrypted;  // FIL-005
    if (file.letter || file.role != Role::loa || locked) continue;
    const InputFile& input = state.request.files[i];
    const std::optional<Document> own =
        input.document ? std::nullopt : document::read_document(input.bytes, state.types[i]);
    const Document* document = input.document ? input.document : own ? &*own : nullptr;
    if (!document || document->status == DocumentStatus::unsupported) continue;
    file.letter = std::make_shared<const LetterFacts>(loa::read_letter(*document, providers));
  }
}

// Beside a letter a bill is what it is compared with.
void settle_bills(RequestState& state) {
  bool letter = false;
  for (const FileReport& file : state.report.files)
    letter = letter ||
             (file.role == Role::loa && file.letter && file.letter->text && !file.letter->looks_like_bill);
  for (FileReport& file : state.report.files) {
    if (letter && file.letter && file.letter->looks_like_bill) file.role = Role::other;
  }
}

}  // namespace

void judge_letters(RequestState& state) {
  read_letters(state);
  settle_bills(state);
  std::vector<Letter> letters, bills;
  for (size_t i = 0; i < state.report.files.size(); ++i) {
    const FileReport& file = state.report.files[i];
    if (!file.letter) continue;
    const Letter letter{state, static_cast<int32_t>(i), *file.letter};
    if (file.letter->looks_like_bill && file.role != Role::loa) {
      bills.push_back(letter);
      continue;
    }
    letter_file(letter);
    const bool read = letter.readable();
    if (read && !letter_wording(letter)) continue;
    letters.push_back(letter);
    if (!read) continue;
    letter_dates(letter);
    letter_signature(letter);
    letter_contents(letter);
    state.pin_column |= letter.facts.pin == Presence::given;
    state.resporg_column |= letter.facts.resporg.given();
  }
  letters_newest(letters);
  letters_matching(letters);
  letters_compare(letters, bills);
}

}  // namespace portcheck::rules
