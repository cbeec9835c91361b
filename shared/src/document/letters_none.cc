#include "document/letters.h"

namespace portcheck {

std::optional<Document> read_document(std::string_view, std::string_view) {
  return std::nullopt;
}

bool document::letters_are_read() {
  return false;
}

std::optional<Document> document::read_document(std::string_view, FileType) {
  return std::nullopt;
}

}  // namespace portcheck
