// LOA-010, LOA-011 and LOA-033: evidence of a signature. Whether it is genuine nobody can see here.
#include "rules/letter_context.h"

namespace portcheck::rules {
namespace {

void missing(const Letter& letter) {
  // Ink on a scanned page is a part of its picture.
  if (letter.facts.ocr) return;
  const Seen& place = letter.facts.signature_field;
  if (Finding* finding = letter.add(RuleId::LOA_010, place)) {
    set_reason(*finding, place ? "place" : "none");
    if (place) set_seen(*finding, place);
  }
}

void electronic(const Letter& letter, const LetterSignature& signature) {
  Finding* finding = letter.add(RuleId::LOA_033, signature.seen);
  if (!finding) return;
  const bool digital = signature.kind == SignatureKind::digital;
  set_reason(*finding, digital ? "digital" : signature.vendor.empty() ? "envelope" : "vendor");
  if (!signature.vendor.empty()) set_param(*finding, "vendor", std::string_view(signature.vendor));
  set_param(*finding, "time", signature.time.empty() ? std::string_view("none") : signature.time);
  set_seen(*finding, signature.seen);
}

}  // namespace

void letter_signature(const Letter& letter) {
  const auto& signatures = letter.facts.signatures;
  switch (letter.facts.signature()) {
    case SignatureKind::none:
      missing(letter);
      break;
    case SignatureKind::empty_field:
      if (Finding* finding = letter.add(RuleId::LOA_010, Severity::error, signatures.front().seen)) {
        set_reason(*finding, "empty_field");
        set_seen(*finding, signatures.front().seen);
      }
      break;
    case SignatureKind::typed:
      if (letter.facts.ocr) break;  // handwriting that OCR could read looks the same
      if (Finding* finding = letter.add(RuleId::LOA_011, signatures.front().seen))
        set_seen(*finding, signatures.front().seen);
      break;
    case SignatureKind::envelope:
    case SignatureKind::digital:
      electronic(letter, signatures.front());
      break;
    default:
      break;
  }
}

}  // namespace portcheck::rules
