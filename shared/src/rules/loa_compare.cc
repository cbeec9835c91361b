// LOA-034 … LOA-036 and LOA-038: the same company, address, account and signer on the letter, at its
// signature, on the bill beside it, and in the ticket.
#include <algorithm>

#include "loa/read_letter.h"
#include "loa/same.h"
#include "rules/letter_context.h"
#include "text/clean.h"
#include "text/utf8.h"

namespace portcheck::rules {
namespace {

// What two papers say side by side. What the ticket says is never shown.
void say(const Letter& letter, RuleId rule, const Seen& seen, const char* reason, std::string_view ours,
         std::string_view theirs, const Letter* other) {
  Finding* finding = letter.add(rule, seen);
  if (!finding) return;
  set_reason(*finding, reason);
  set_param(*finding, "letter", ours);
  if (other) {
    set_param(*finding, "other", theirs);
    set_param(*finding, "file", std::string_view(other->name()));
  }
  set_seen(*finding, seen);
}

void companies(const Letter& letter, const LetterFacts& facts, const Letter* other, const char* reason) {
  const LetterText &ours = letter.facts.company, &theirs = facts.company;
  if (!ours.given() || !theirs.given() || loa::same_company(ours.value, theirs.value)) return;
  say(letter, RuleId::LOA_034, ours.seen, reason, ours.value, theirs.value, other);
}

// A letter's billing address is that of the bill; where the letter has but one, that one will do.
void addresses(const Letter& letter, const LetterFacts& facts, const Letter* other, const char* reason) {
  const auto differs = [](const LetterAddress& a, const LetterAddress& b) {
    return a.given() && b.given() && !loa::same_address(a, b);
  };
  const LetterAddress *ours = nullptr, *theirs = nullptr;
  if (differs(letter.facts.service, facts.service)) {
    ours = &letter.facts.service, theirs = &facts.service;
  } else if (differs(letter.facts.billing, facts.billing)) {
    ours = &letter.facts.billing, theirs = &facts.billing;
  } else if (!letter.facts.billing.given() && !facts.service.given() &&
             differs(letter.facts.service, facts.billing)) {
    ours = &letter.facts.service, theirs = &facts.billing;
  }
  if (ours) say(letter, RuleId::LOA_035, ours->seen, reason, ours->text, theirs->text, other);
}

// Words that can be a person's: whoever else signs or is named somewhere is not compared.
bool is_person(std::string_view text) {
  size_t words = 1;
  for (const char c : text) {
    words += c == ' ';
    const bool name = text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    if (!name && std::string_view(" .'-").find(c) == std::string_view::npos) return false;
  }
  return words >= 2 && words <= 4;
}

bool differ(std::string_view a, std::string_view b) {
  return is_person(a) && is_person(b) && !loa::same_person(a, b);
}

bool same_account(const LetterFacts& a, const LetterFacts& b) {
  return std::any_of(a.accounts.begin(), a.accounts.end(), [&](const LetterAccount& one) {
    return std::any_of(b.accounts.begin(), b.accounts.end(),
                       [&](const LetterAccount& other) { return one.print == other.print; });
  });
}

void signature(const Letter& letter) {
  const LetterText& signer = letter.facts.signer;
  if (!signer.given() || letter.facts.ocr) return;
  const LetterSignature* other = nullptr;
  for (const LetterSignature& one : letter.facts.signatures) {
    const bool company =
        letter.facts.company.given() && loa::same_company(one.name, letter.facts.company.value);
    if (loa::same_person(one.name, signer.value)) return;
    if (!other && !company && differ(one.name, signer.value)) other = &one;
  }
  if (!other) return;
  say(letter, RuleId::LOA_038, signer.seen, "signature", signer.value, other->name, &letter);
}

// Bills and tickets name many people: only the one who is said to be authorized counts.
void signers(const Letter& letter, const LetterFacts& facts, const Letter* other, const char* reason) {
  const LetterText &ours = letter.facts.signer, &theirs = facts.signer;
  constexpr std::string_view kAuthorized = "authorized|authorised|signer|signatory";
  if (!ours.given() || !theirs.given() || !differ(ours.value, theirs.value)) return;
  const bool letter_too = other && !other->facts.looks_like_bill;
  if (!letter_too && !text::contains_any_word(theirs.seen.quote, kAuthorized)) return;
  say(letter, RuleId::LOA_038, ours.seen, reason, ours.value, theirs.value, other);
}

void accounts(const Letter& letter, const Letter& bill) {
  const auto compare = [&](const std::vector<LetterAccount>& ours, const std::vector<LetterAccount>& theirs,
                           const char* reason) {
    if (ours.empty() || theirs.empty()) return;
    for (const LetterAccount& one : ours) {
      for (const LetterAccount& other : theirs) {
        if (one.print == other.print) return;
      }
    }
    say(letter, RuleId::LOA_036, ours.front().seen, reason, ours.front().shown, theirs.front().shown, &bill);
  };
  compare(letter.facts.accounts, bill.facts.accounts, "account");
  compare(letter.facts.billing_numbers, bill.facts.billing_numbers, "billing_number");
}

}  // namespace

void letters_compare(const std::vector<Letter>& letters, const std::vector<Letter>& bills) {
  if (letters.empty()) return;
  for (const Letter& letter : letters) {
    signature(letter);
    for (const Letter& bill : bills) {
      companies(letter, bill.facts, &bill, "bill");
      addresses(letter, bill.facts, &bill, "bill");
      accounts(letter, bill);
      signers(letter, bill.facts, &bill, "bill");
    }
  }
  for (size_t i = 1; i < letters.size(); ++i) {
    companies(letters[i], letters.front().facts, &letters.front(), "letter");
    addresses(letters[i], letters.front().facts, &letters.front(), "letter");
    if (same_account(letters[i].facts, letters.front().facts))
      signers(letters[i], letters.front().facts, &letters.front(), "letter");
  }
  const std::optional<Ticket>& ticket = letters.front().state.request.ticket;
  if (!ticket || ticket->description.find(':') == std::string::npos) return;
  const std::string_view description = text::cut_at_character(ticket->description, limits::kTicketFactBytes);
  const LetterFacts said = loa::read_letter(loa::document_of_text(description));
  for (const Letter& letter : letters) {
    companies(letter, said, nullptr, "ticket");
    addresses(letter, said, nullptr, "ticket");
    signers(letter, said, nullptr, "ticket");
  }
}

}  // namespace portcheck::rules
