#include "document/text_kind.h"

#include <algorithm>

#include "document/other_kinds.h"
#include "text/delimiter.h"
#include "text/encoding.h"

namespace portcheck::document {
namespace {

constexpr size_t kHead = text::kDelimiterSample;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Text has next to no control characters; the odd NUL of a broken export is forgiven.
bool looks_binary(std::string_view head) {
  size_t controls = 0;
  size_t nuls = 0;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0) ++nuls;
    if ((byte > 0 && byte < 0x20 && !is_space(c)) || byte == 0x7F) ++controls;
  }
  return controls * 32 > head.size() || nuls * 8 > head.size();
}

}  // namespace

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view skip_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

std::string extension(std::string_view name) {
  const size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  const size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string() : lowered(name.substr(dot + 1));
}

FileType text_kind(std::string_view bytes, std::string_view extension) {
  std::string_view head = bytes.substr(0, kHead);
  const text::EncodingGuess guess = text::detect_encoding(head);
  head.remove_prefix(guess.bom_bytes);
  std::string utf8;
  if (guess.encoding != text::Encoding::utf8 && guess.encoding != text::Encoding::windows1252) {
    text::append_as_utf8(utf8, head, guess.encoding);
    head = utf8;
  }
  if (skip_space(head).empty()) {
    return bytes.size() <= kHead || skip_space(bytes.substr(kHead)).empty() ? FileType::empty
                                                                            : FileType::text;
  }
  if (looks_binary(head)) return FileType::binary;
  if (const std::optional<FileType> kind = written_kind(head)) return *kind;
  if (extension == "csv") return FileType::csv;
  if (extension == "tsv" || extension == "tab") return FileType::tsv;
  const text::DelimiterGuess dialect = text::detect_delimiter(head);
  if (!dialect.tabular) return FileType::text;
  return dialect.delimiter == '\t' ? FileType::tsv : FileType::csv;
}

}  // namespace portcheck::document
