#include "loa/read_letter.h"

#include <algorithm>

#include "loa/facts.h"
#include "loa/prose.h"
#include "loa/secrets.h"
#include "text/word_list.h"

namespace portcheck {
namespace loa {

uint32_t lines_to_signature(const Reading& reading, uint32_t line) {
  uint32_t best = UINT32_MAX;
  for (const uint32_t other : reading.signature_lines) {
    if (reading.lines.all[other].page != reading.lines.all[line].page) continue;
    best = std::min(best, other > line ? other - line : line - other);
  }
  return best;
}

namespace {

LetterFile file_of(const Document& document) {
  constexpr size_t kNames = 5;
  LetterFile file;
  file.status = document.status;
  file.problem = document.problem;
  file.scripts = document.scripts;
  file.launches = document.launches;
  file.attached = document.attachments.size();
  for (size_t i = 0; i < std::min(kNames, file.attached); ++i)
    file.attachments.push_back(document.attachments[i]);
  file.pictures = static_cast<uint32_t>(document.pictures.size());
  const auto area = [](const Picture& picture) { return uint64_t{picture.width} * picture.height; };
  for (const Picture& picture : document.pictures) {
    if (area(picture) >= area(file.picture)) file.picture = picture;
  }
  file.unreadable = document.unreadable;
  return file;
}

}  // namespace

LetterFacts read_letter(const Document& document, std::string_view providers) {
  constexpr size_t kSignatureLines = 32;
  LetterFacts facts;
  facts.file = file_of(document);
  Lines lines = lines_of(document);
  Fields fields = find_fields(document, lines);
  hide_secrets(lines, fields);
  finish(fields, lines);
  facts.pages = document.pages;
  facts.text = !lines.all.empty();
  facts.cut = lines.cut;
  for (const Line& line : lines.all) {
    facts.file.characters += static_cast<uint32_t>(line.text.size());
    for (const Piece& piece : line.pieces) {
      facts.ocr = facts.ocr || piece.confidence < 100;
      facts.confidence = std::min(facts.confidence, piece.confidence);
    }
  }
  const FlatText flat(lines);
  facts.provider = flat.find(providers);
  facts.file.dynamic = document.xfa && flat.has("please wait");
  Reading reading{document, lines, fields, flat, facts, {}};
  for (const Entry& entry : fields.entries) {
    const bool here = entry.label == Label::signature && entry.line != Entry::kNowhere;
    if (here && reading.signature_lines.size() < kSignatureLines)
      reading.signature_lines.push_back(entry.line);
  }
  read_wording(reading);
  read_signatures(reading);
  read_dates(reading);
  read_numbers(reading);
  read_parties(reading);
  read_addresses(reading);
  read_prose(reading);
  read_gaps(reading);
  return facts;
}

Document document_of_text(std::string_view text) {
  Document document;
  document.pages = 1;
  uint32_t number = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    Span span;
    span.line = number++;
    span.text = line;
    if (!line.empty()) document.spans.push_back(std::move(span));
  }
  return document;
}

}  // namespace loa

std::string_view to_string(Presence presence) {
  return text::word_at("absent|blank|given", static_cast<size_t>(presence));
}
std::string_view to_string(DateRole role) {
  return text::word_at("signing|letter|bill|valid_until|birth|print|due|other", static_cast<size_t>(role));
}
std::string_view to_string(NumberRole role) {
  return text::word_at("to_port|billing|fax|contact|carrier|signer|other", static_cast<size_t>(role));
}
std::string_view to_string(SignatureKind kind) {
  return text::word_at("none|empty_field|typed|picture|drawing|stamp|ink|envelope|digital",
                       static_cast<size_t>(kind));
}

}  // namespace portcheck
