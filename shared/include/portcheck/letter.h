// What a letter says, with the places where it says so: made from a Document by src/loa, judged by the rules,
// shown in a report. Nothing here is verified. Secrets (PIN, Social Security number, tax id) are only told to
// be there or not: what they are is in no member, quote or output; an account number keeps its last three
// characters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/date.h"
#include "portcheck/document.h"

namespace portcheck {

// Where it stands. The quote has the text around, at most limits::kShownValueBytes.
struct Seen {
  uint32_t page = 0;  // 0: nowhere
  Box box;
  std::string quote;
  uint8_t confidence = 100;  // below 100: read by OCR

  explicit operator bool() const { return page != 0; }
};

enum class Presence : uint8_t {
  absent,  // the letter has no such field
  blank,   // it has, and nothing is filled in
  given,
};

struct LetterText {
  Presence presence = Presence::absent;
  std::string value;
  Seen seen;

  bool given() const { return presence == Presence::given; }
};

enum class DateRole : uint8_t { signing, letter, bill, valid_until, birth, print, due, other };

struct LetterDate {
  DateRole role = DateRole::other;
  std::vector<Date> readings;  // one; two where day and month may be meant either way
  Seen seen;
};

enum class NumberRole : uint8_t { to_port, billing, fax, contact, carrier, signer, other };

struct LetterNumbers {
  uint64_t first = 0, last = 0;  // ten digits each, first <= last, of one area code
  NumberRole role = NumberRole::other;
  Seen seen;
};

struct LetterAddress {
  Presence presence = Presence::absent;
  std::string text;                            // as it stands there, on one line
  std::string street, unit, city, state, zip;  // what was recognised of it
  bool po_box = false;
  Seen seen;

  bool given() const { return presence == Presence::given; }
};

// Account numbers, masked.
struct LetterAccount {
  std::string shown;   // "…123"
  uint64_t print = 0;  // equal for equal ones
  Seen seen;
};

enum class SignatureKind : uint8_t {
  none,
  empty_field,
  typed,
  picture,
  drawing,
  stamp,
  ink,
  envelope,
  digital
};

struct LetterSignature {
  SignatureKind kind = SignatureKind::none;
  std::string vendor;  // "DocuSign", "Adobe Acrobat Sign", …; of a digital signature the program
  std::string id;      // of an envelope
  std::string name;
  std::string time;          // as written beside it
  std::optional<Date> date;  // of a digital signature
  Seen seen;
};

enum class GapKind : uint8_t { placeholder, draft, filler };

struct LetterGap {  // something left in from the template
  GapKind kind = GapKind::placeholder;
  Seen seen;
};

struct LetterField {  // a field of the form that is empty
  std::string label;
  Seen seen;
};

// Sentences that 47 CFR 64.1130 asks for.
struct LetterWording {
  Seen authorizes;   // somebody is authorised to do something
  Seen agent;        // to act as agent
  Seen change;       // to change or move the service
  Seen one_carrier;  // only one carrier for a number
  Seen fee;          // a fee may be due
  Seen local, toll_free;
  Seen see_attached;
  Seen bill;  // "Amount due" and the like, without an authorisation
};

// What is known of the file behind it.
struct LetterFile {
  DocumentStatus status = DocumentStatus::ok;
  std::string problem;
  bool scripts = false, launches = false;
  bool dynamic = false;  // a form that only some viewers show; what was read is "Please wait …"
  std::vector<std::string> attachments;  // names of files inside, the first few
  size_t attached = 0;                   // how many there are
  uint32_t pictures = 0;
  Picture picture;          // the largest one
  uint32_t unreadable = 0;  // characters whose meaning the file does not give
  uint32_t characters = 0;  // visible ones, about
};

struct LetterFacts {
  LetterFile file;
  uint32_t pages = 0;
  bool text = false;         // there is visible text
  bool ocr = false;          // of which some was read by OCR
  uint8_t confidence = 100;  // the least of what was read
  bool looks_like_bill = false;
  bool cut = false;  // past a bound of limits.h: there is more than was kept

  std::vector<LetterDate> dates;
  int32_t signed_on = -1;  // which of `dates`; -1: none
  Seen empty_date;         // "Date: ____" at the signature
  std::vector<LetterNumbers> numbers;
  std::vector<LetterAccount> accounts, billing_numbers;  // different ones
  LetterText company, signer, title, carrier, gaining, resporg, new_resporg, btn, account, phones;
  Presence pin = Presence::absent, ssn = Presence::absent;
  Seen pin_seen;
  LetterAddress service, billing;
  std::vector<LetterSignature> signatures;  // the strongest first
  Seen signature_field;                     // "Signature:" with or without something beside it
  std::vector<LetterGap> gaps;
  std::vector<LetterField> empty_fields;  // of those that every letter needs
  LetterWording wording;
  Seen provider;  // where the one to whom numbers are moved is named

  SignatureKind signature() const {
    return signatures.empty() ? SignatureKind::none : signatures.front().kind;
  }
};

// Writes asterisks over PINs, Social Security numbers and tax ids, wherever they stand in the text, fields
// and notes. The facts of the document stay what they were.
void hide_secrets(Document& document);

// Writes asterisks over Social Security numbers, 123-45-6789 with nothing beside them that would make them a
// part of something longer: nobody ports those.
void hide_ssn(std::string& text);

std::string_view to_string(Presence presence);
std::string_view to_string(DateRole role);
std::string_view to_string(NumberRole role);
std::string_view to_string(SignatureKind kind);

}  // namespace portcheck
