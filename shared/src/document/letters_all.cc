#include "document/docx.h"
#include "document/letters.h"
#include "document/mail.h"
#include "document/picture.h"
#include "portcheck/limits.h"

namespace portcheck {

std::optional<Document> read_document(std::string_view bytes, std::string_view name) {
  if (bytes.size() > limits::kFileBytes) return std::nullopt;
  return document::read_document(bytes, document::detect_file_type(bytes, name));
}

namespace document {
namespace {

Document unread(DocumentStatus status, Defect problem) {
  Document letter;
  letter.status = status;
  letter.problem = to_string(problem);
  return letter;
}

}  // namespace

bool letters_are_read() {
  return true;
}

std::optional<Document> read_document(std::string_view bytes, FileType type) {
  if (is_image(type)) return read_picture(bytes, type);
  switch (type) {
    case FileType::docx:
      return read_docx(bytes);
    case FileType::eml:
    case FileType::msg:
      return read_mail(bytes, type);
    case FileType::ole_encrypted:
      return unread(DocumentStatus::encrypted, Defect::password);
    case FileType::doc:
    case FileType::odt:
    case FileType::pages:
    case FileType::rtf:
      return unread(DocumentStatus::unsupported, Defect::none);
    default:
      return std::nullopt;
  }
}

}  // namespace document
}  // namespace portcheck
