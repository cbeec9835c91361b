#include "document/other_kinds.h"
#include "document/text_kind.h"

namespace portcheck::document {
namespace {

constexpr FileType kOfLetters = FileType::pdf, kOfWhole = FileType::xls;

std::string_view first_line(std::string_view text) {
  return text.substr(0, text.find('\n'));
}

// How a mail's header lines begin.
bool names_a_field(std::string_view text) {
  const std::string_view line = first_line(text);
  const std::string_view field = line.substr(0, line.find(':'));
  return text.substr(0, 5) == "From " ||
         (field.size() < line.size() && field.find(' ') == std::string_view::npos);
}

}  // namespace

std::optional<FileType> begun_kind(std::string_view bytes) {
  constexpr std::string_view kNul("\0", 1);
  const auto stands = [bytes](std::string_view part, size_t at = 0) {
    return bytes.size() > at && bytes.substr(at, part.size()) == part;
  };
  if (stands("\xD0\xCF\x11\xE0")) return kOfWhole;
  const bool may_be = stands("\x89PNG") || stands("\xFF\xD8\xFF") || stands("GIF8") || stands("RIFF") ||
                      stands("ftyp", 4) || stands("{\\rtf") || (stands("II") && stands(kNul, 3)) ||
                      (stands("MM") && stands(kNul, 2)) || (stands("BM") && stands(kNul, 6)) ||
                      (stands("\t") && stands(kNul, 3));
  return may_be ? std::optional(kOfLetters) : std::nullopt;
}

std::optional<FileType> written_kind(std::string_view head) {
  if (skip_space(head)[0] == '<' || names_a_field(skip_space(head))) return kOfLetters;
  // Before the first header line there may be some that would continue another.
  while (head.substr(0, 1) == " " || head.substr(0, 1) == "\t") {
    head.remove_prefix(first_line(head).size());
    head.remove_prefix(head.empty() ? 0 : 1);
  }
  return names_a_field(head) ? std::optional(kOfLetters) : std::nullopt;
}

FileType archive_kind(archive::Zip* zip, std::string_view, std::string_view) {
  return zip != nullptr && zip->find("word/document.xml") != nullptr ? kOfLetters : kOfWhole;
}

FileType last_kind(std::string_view, std::string_view) {
  return kOfLetters;
}

std::string_view other_word(FileType, size_t index) {
  return index == 0 ? "binary" : "";
}

}  // namespace portcheck::document
