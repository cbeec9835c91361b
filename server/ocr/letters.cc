#include "server/ocr/letters.h"

#include "portcheck/limits.h"
#include "portcheck/pdf.h"

namespace portcheck::server {
namespace {

bool was_read(const Document& document) {
  return document.status == DocumentStatus::ok || document.status == DocumentStatus::recovered;
}

}  // namespace

void Letters::read_one(InputFile& file) {
  if (file.document != nullptr || file.bytes.size() > limits::kFileBytes) return;
  const std::string_view type = content_type(file.bytes, file.name);
  std::optional<Document> document;
  if (type == "pdf") {
    document = read_pdf(file.bytes);
  } else if (scans_ != nullptr) {
    document = read_document(file.bytes, file.name);
    if (document && document->pictures.empty()) return;  // check() reads it as well
  }
  if (!document) return;
  if (scans_ != nullptr && was_read(*document)) {
    const std::string trouble = scans_->read(file.bytes, type, *document);
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
