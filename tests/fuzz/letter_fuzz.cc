// Any text as a letter: what is found stands on the page, within its bounds, and no secret is among it.
#include <algorithm>

#include "fuzz_check.h"
#include "loa/dates.h"
#include "loa/numbers.h"
#include "loa/read_letter.h"

namespace portcheck::fuzz {
namespace {

constexpr std::string_view kPin = "74185296";

// \n another line, \t another span, \f another page, \v puts the text a column to the right; the first byte
// says whether places are known and whether OCR has read it.
Document document_of(std::string_view text, bool places, bool ocr) {
  Document document;
  document.pages = 1;
  document.sizes.push_back({6120, 7920});
  int32_t row = 0, column = 0;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find_first_of("\n\t\f\v", at);
    if (end == std::string_view::npos) end = text.size();
    Span span;
    span.page = document.pages;
    span.line = static_cast<uint32_t>(row);
    span.text = text.substr(at, end - at);
    const auto width = static_cast<int32_t>(std::min<size_t>(span.text.size(), 200));
    if (places) span.box = {column, row * 120, column + width * 60, row * 120 + 100};
    if (ocr) span.confidence = 80;
    column += width * 60 + 180;
    if (!span.text.empty()) document.spans.push_back(std::move(span));
    const char sign = end < text.size() ? text[end] : '\n';
    if (sign == '\v') column += 600;
    if (sign == '\n' || sign == '\f') column = 0;
    if (sign == '\n') ++row;
    if (sign == '\f') {
      ++document.pages;
      document.sizes.push_back({6120, 7920});
      row = 0;
    }
    at = end + 1;
  }
  return document;
}

struct Looker {
  const Document& document;
  uint64_t digest = 0xCBF29CE484222325;

  void text(std::string_view value) {
    PORTCHECK_FUZZ_REQUIRE(value.size() <= 2 * limits::kShownValueBytes && text::is_valid_utf8(value));
    PORTCHECK_FUZZ_REQUIRE(value.find(kPin) == std::string_view::npos);
    for (const char c : value) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  }
  void seen(const Seen& place) {
    PORTCHECK_FUZZ_REQUIRE(place.page <= document.pages);
    PORTCHECK_FUZZ_REQUIRE(place.quote.size() <= limits::kShownValueBytes);
    text(place.quote);
  }
  void fact(const LetterText& one) {
    PORTCHECK_FUZZ_REQUIRE(one.presence != Presence::absent || one.value.empty());
    text(one.value);
    seen(one.seen);
  }
  void address(const LetterAddress& one) {
    for (const std::string* part : {&one.text, &one.street, &one.unit, &one.city, &one.state, &one.zip})
      text(*part);
    seen(one.seen);
  }
};

uint64_t look(const Document& document, const LetterFacts& facts) {
  Looker looker{document};
  PORTCHECK_FUZZ_REQUIRE(facts.signed_on < static_cast<int32_t>(facts.dates.size()));
  PORTCHECK_FUZZ_REQUIRE(facts.dates.size() <= limits::kLetterDates + 1);
  PORTCHECK_FUZZ_REQUIRE(facts.numbers.size() <= limits::kLetterNumbers);
  for (const LetterDate& date : facts.dates) {
    PORTCHECK_FUZZ_REQUIRE(!date.readings.empty() && date.readings.size() <= 2);
    for (const Date& reading : date.readings) PORTCHECK_FUZZ_REQUIRE(from_days(to_days(reading)) == reading);
    looker.seen(date.seen);
  }
  for (const LetterNumbers& one : facts.numbers) {
    PORTCHECK_FUZZ_REQUIRE(one.first >= 2'000'000'000 && one.last <= 9'999'999'999 && one.first <= one.last);
    PORTCHECK_FUZZ_REQUIRE(one.last - one.first < limits::kRangeNumbers);
    looker.seen(one.seen);
  }
  for (const LetterText* one :
       {&facts.company, &facts.signer, &facts.title, &facts.carrier, &facts.gaining, &facts.resporg,
        &facts.new_resporg, &facts.btn, &facts.account, &facts.phones})
    looker.fact(*one);
  looker.address(facts.service);
  looker.address(facts.billing);
  for (const LetterAccount& account : facts.accounts) looker.text(account.shown), looker.seen(account.seen);
  for (const LetterSignature& signature : facts.signatures)
    looker.text(signature.time), looker.seen(signature.seen);
  for (const LetterGap& gap : facts.gaps) looker.seen(gap.seen);
  return looker.digest;
}

void run(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto flags = static_cast<unsigned char>(bytes[0]);
  std::string text;
  text::append_repaired(text, bytes.substr(1));
  std::erase(text, '\0');
  if (text.find(kPin) != std::string::npos) return;
  for (const loa::DateHit& hit : loa::find_dates(text))
    PORTCHECK_FUZZ_REQUIRE(hit.from < hit.to && hit.to <= text.size());
  loa::NumberFinder finder;
  for (const loa::NumberHit& hit : finder.line(text, true))
    PORTCHECK_FUZZ_REQUIRE(hit.from < hit.to && hit.to <= text.size());
  text += "\nPIN: " + std::string(kPin) + "\n";
  const Document document = document_of(text, (flags & 1) != 0, (flags & 2) != 0);
  const uint64_t first = look(document, loa::read_letter(document, "invoca"));
  PORTCHECK_FUZZ_REQUIRE(first == look(document, loa::read_letter(document, "invoca")));
}

}  // namespace
}  // namespace portcheck::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::fuzz::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
