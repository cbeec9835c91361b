#include <algorithm>

#include "report/letter_json.h"
#include "text/decimal.h"

namespace portcheck::report {
namespace {

constexpr size_t kShownDates = 20, kShownNumbers = 10;

void encode_seen(Encoder& json, const Seen& seen) {
  if (!seen) return;
  json.member("page", uint64_t{seen.page});
  if (seen.box != Box{}) {
    json.name("box");
    json.open('[');
    for (const int32_t edge : {seen.box.left, seen.box.top, seen.box.right, seen.box.bottom})
      json.value(int64_t{edge});
    json.close(']');
  }
  json.member("quote", std::string_view(seen.quote));
  if (seen.confidence < 100) json.member("confidence", uint64_t{seen.confidence});
}

void encode_text(Encoder& json, const char* name, const LetterText& text) {
  if (text.presence == Presence::absent) return;
  json.name(name);
  json.open('{');
  json.member("presence", to_string(text.presence));
  if (text.given()) json.member("value", std::string_view(text.value));
  encode_seen(json, text.seen);
  json.close('}');
}

void encode_address(Encoder& json, const char* name, const LetterAddress& address) {
  if (address.presence == Presence::absent) return;
  json.name(name);
  json.open('{');
  json.member("presence", to_string(address.presence));
  if (address.given()) {
    json.member("text", std::string_view(address.text));
    const std::pair<const char*, const std::string*> parts[] = {{"street", &address.street},
                                                                {"unit", &address.unit},
                                                                {"city", &address.city},
                                                                {"state", &address.state},
                                                                {"zip", &address.zip}};
    for (const auto& [part, value] : parts) {
      if (!value->empty()) json.member(part, std::string_view(*value));
    }
    if (address.po_box) json.member("po_box", true);
  }
  encode_seen(json, address.seen);
  json.close('}');
}

void encode_date(Encoder& json, const LetterDate& date) {
  json.open('{');
  json.member("role", to_string(date.role));
  json.name("readings");
  json.open('[');
  for (const Date& reading : date.readings) json.value(std::string_view(format_iso(reading)));
  json.close(']');
  encode_seen(json, date.seen);
  json.close('}');
}

void encode_dates(Encoder& json, const LetterFacts& letter) {
  if (letter.signed_on >= 0) {
    json.name("signed");
    encode_date(json, letter.dates[static_cast<size_t>(letter.signed_on)]);
  }
  json.name("dates");
  json.open('[');
  for (size_t i = 0; i < std::min(kShownDates, letter.dates.size()); ++i) encode_date(json, letter.dates[i]);
  json.close(']');
}

void encode_numbers(Encoder& json, const LetterFacts& letter) {
  uint64_t count = 0;
  std::vector<const LetterNumbers*> shown;
  for (const LetterNumbers& one : letter.numbers) {
    if (one.role != NumberRole::to_port) continue;
    count += one.last - one.first + 1;
    if (shown.size() < kShownNumbers) shown.push_back(&one);
  }
  json.name("numbers");
  json.open('{');
  json.member("count", count);
  json.name("first");
  json.open('[');
  for (const LetterNumbers* one : shown) {
    json.open('{');
    json.member("number", std::string_view(text::decimal(one->first)));
    if (one->last != one->first) json.member("to", std::string_view(text::decimal(one->last)));
    encode_seen(json, one->seen);
    json.close('}');
  }
  json.close(']');
  json.close('}');
}

void encode_signature(Encoder& json, const LetterFacts& letter) {
  json.name("signature");
  json.open('{');
  json.member("kind", to_string(letter.signature()));
  if (!letter.signatures.empty()) {
    const LetterSignature& signature = letter.signatures.front();
    const std::pair<const char*, const std::string*> parts[] = {{"vendor", &signature.vendor},
                                                                {"id", &signature.id},
                                                                {"name", &signature.name},
                                                                {"time", &signature.time}};
    for (const auto& [part, value] : parts) {
      if (!value->empty()) json.member(part, std::string_view(*value));
    }
    encode_seen(json, signature.seen);
  }
  json.close('}');
}

}  // namespace

void encode_letter(Encoder& json, const LetterFacts& letter) {
  json.name("letter");
  json.open('{');
  json.member("pages", uint64_t{letter.pages});
  json.member("text", letter.text);
  if (letter.ocr) json.member("ocr_confidence", uint64_t{letter.confidence});
  if (letter.looks_like_bill) json.member("looks_like_bill", true);
  encode_dates(json, letter);
  encode_numbers(json, letter);
  encode_text(json, "company", letter.company);
  encode_text(json, "signer", letter.signer);
  encode_text(json, "title", letter.title);
  encode_text(json, "carrier", letter.carrier);
  encode_text(json, "gaining_carrier", letter.gaining);
  encode_text(json, "resporg", letter.resporg);
  encode_text(json, "new_resporg", letter.new_resporg);
  encode_text(json, "billing_number", letter.btn);
  encode_text(json, "account_number", letter.account);
  encode_address(json, "service_address", letter.service);
  encode_address(json, "billing_address", letter.billing);
  json.member("pin", to_string(letter.pin));
  encode_signature(json, letter);
  if (letter.wording.see_attached) json.member("see_attached", true);
  json.close('}');
}

void encode_page(Encoder& json, const Place& place) {
  json.member("page", uint64_t{place.page});
  if (place.box == Box{}) return;
  json.name("box");
  json.open('[');
  for (const int32_t edge : {place.box.left, place.box.top, place.box.right, place.box.bottom})
    json.value(int64_t{edge});
  json.close(']');
}

}  // namespace portcheck::report
