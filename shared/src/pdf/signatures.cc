#include "pdf/fields.h"
#include "pdf/text_strings.h"
#include "portcheck/limits.h"

namespace portcheck::pdf {
namespace {

// [0 a b c]: from the beginning to the signature's own bytes, and from behind them to the end.
bool covers_file(const Object& value, std::string_view file) {
  const std::vector<double> range = numbers_of(get(value, "/ByteRange"), 5);
  if (range.size() != 4 || range[0] != 0) return false;
  const double hole = range[2] - range[1];
  const auto size = static_cast<double>(bytes_of(get(value, "/Contents")).size());
  const auto end = static_cast<double>(file.size());
  const double behind = end - (range[2] + range[3]);
  return range[1] > 0 && hole == 2 * size + 2 && behind >= 0 && behind <= 2;
}

bool certifies_document(const Object& value) {
  Object references = get(value, "/Reference");
  const int count = references.isArray() ? std::min(references.getArrayNItems(), 16) : 0;
  for (int i = 0; i < count; ++i) {
    if (has_name(get(references.getArrayItem(i), "/TransformMethod"), "DocMDP")) return true;
  }
  return false;
}

}  // namespace

void add_signature(Reading& reading, const Object& value, const std::string& field) {
  if (reading.document.signatures.size() >= limits::kPdfItems) return;
  DigitalSignature signature;
  signature.field = field;
  signature.name = text_of(get(value, "/Name"));
  signature.reason = text_of(get(value, "/Reason"));
  signature.location = text_of(get(value, "/Location"));
  signature.filter = name_of(get(value, "/Filter"));
  signature.format = name_of(get(value, "/SubFilter"));
  signature.date = parse_pdf_date(text_of(get(value, "/M")));
  signature.covers_file = covers_file(value, reading.bytes);
  signature.certifies = certifies_document(value);
  signature.timestamp = has_name(get(value, "/Type"), "DocTimeStamp") || signature.format == "ETSI.RFC3161";
  for (const std::string* text : {&signature.name, &signature.reason, &signature.location})
    reading.keep_text(*text);
  reading.document.signatures.push_back(std::move(signature));
}

}  // namespace portcheck::pdf
