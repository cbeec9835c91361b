#include "server/ocr/letters.h"

#include "portcheck/limits.h"
#include "portcheck/pdf.h"

namespace portcheck::server {
namespace {

bool was_read(const Document& document) {
  return document.status == DocumentStatus::ok || document.status == DocumentStatus::recovered;
}

}  // namespace

Letters::Letters(const ScanReader* scans) {
  if (scans == nullptr) return;
  read_scan_ = [scans](const InputFile& file, std::string_view type, Document& document) {
    return scans->read(file.bytes, type, document);
  };
}

void Letters::read_one(InputFile& file) {
  if (file.document != nullptr || file.refused != Defect::none || file.bytes.size() > limits::kFileBytes)
    return;
  const std::string_view type = content_type(file.bytes, file.name);
  std::optional<Document> document;
  if (type == "pdf") {
    document = read_pdf(file.bytes);
  } else if (read_scan_) {
    document = read_document(file.bytes, file.name);
    if (document && document->pictures.empty()) return;  // check() reads it as well
  }
  if (!document) return;
  if (read_scan_ && was_read(*document)) {
    const std::string trouble = read_scan_(file, type, *document);
    if (!trouble.empty()) troubles_.push_back({file.name, trouble});
  }
  documents_.push_back(std::move(*document));
  file.document = &documents_.back();
}

void Letters::read(std::vector<InputFile>& files, const std::function<bool()>& go_on) {
  for (InputFile& file : files) {
    if (go_on && !go_on()) return;
    read_one(file);
  }
}

}  // namespace portcheck::server
