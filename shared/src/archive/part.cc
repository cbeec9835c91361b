#include "archive/part.h"

#include <cstring>

#include "portcheck/limits.h"
#include "text/encoding.h"

namespace portcheck::archive {
namespace {

std::string_view folder_of(std::string_view part) {
  const size_t slash = part.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
}

// Parts in another encoding, which no spreadsheet program writes, are held twice while they are converted.
constexpr size_t kForeignPartBytes = limits::kInflatedBytes / 16;

}  // namespace

std::string resolve_part(std::string_view part, std::string target) {
  for (char& c : target) c = c == '\\' ? '/' : c;
  std::string path = !target.empty() && target[0] == '/' ? std::string() : std::string(folder_of(part));
  std::string_view rest = target;
  while (!rest.empty()) {
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size() < rest.size() ? segment.size() + 1 : segment.size());
    if (segment.empty() || segment == ".") continue;
    if (segment == "..") {
      if (!path.empty()) path.pop_back();
      path.resize(folder_of(path).size());
      continue;
    }
    path += segment;
    if (!rest.empty()) path += '/';
  }
  return path;
}

std::string relationships_part(std::string_view part) {
  const std::string_view folder = folder_of(part);
  std::string name(folder);
  name += "_rels/";
  name += part.substr(folder.size());
  name += ".rels";
  return name;
}

bool to_utf8(Buffer& buffer) {
  const text::EncodingGuess guess = text::detect_encoding(buffer.view());
  const std::string_view bytes = buffer.view().substr(guess.bom_bytes);
  std::string text;
  if (guess.well_formed) {
    if (guess.bom_bytes == 0) return true;
    std::memmove(buffer.data(), bytes.data(), bytes.size());
    buffer.shrink(bytes.size());
    return true;
  }
  if (bytes.size() > kForeignPartBytes) return false;
  text::append_as_utf8(text, bytes, guess.encoding);
  if (!buffer.allocate(text.size())) return false;
  std::memcpy(buffer.data(), text.data(), text.size());
  return true;
}

}  // namespace portcheck::archive
