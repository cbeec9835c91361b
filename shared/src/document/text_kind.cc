#include "document/text_kind.h"

#include <algorithm>

#include "text/delimiter.h"
#include "text/encoding.h"
#include "text/word_list.h"

namespace portcheck::document {
namespace {

constexpr size_t kHead = text::kDelimiterSample;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::string_view skip_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
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

bool looks_like_html(std::string_view head) {
  constexpr size_t kBeginning = 1024;
  const std::string page = lowered(skip_space(head).substr(0, kBeginning));
  if (page.empty() || page[0] != '<') return false;
  const char* signs = "<!doctype html|<html|<head|<body|<table|<style|<meta";
  while (signs != nullptr) {
    if (page.find(text::next_word(signs)) != std::string::npos) return true;
  }
  return false;
}

// A web page saved in one file is a mail with parts.
bool looks_like_web_archive(std::string_view head) {
  constexpr size_t kBeginning = 1024;
  const std::string text = lowered(skip_space(head).substr(0, kBeginning));
  return text.compare(0, 13, "mime-version:") == 0 && text.find("multipart/related") != std::string::npos;
}

bool looks_like_xml(std::string_view head) {
  return skip_space(head).substr(0, 5) == "<?xml";
}

// Two header lines that only mails have before anything else.
bool looks_like_mail(std::string_view head) {
  constexpr int kLines = 40;
  constexpr char kFields[] =
      "from|received|return-path|message-id|mime-version|delivered-to|subject|date|to|content-type|reply-to|"
      "x-received|x-originating-ip|dkim-signature|authentication-results|thread-topic|x-mozilla-status";
  int known = 0;
  for (int line = 0; line < kLines && !head.empty(); ++line) {
    const std::string_view written = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(written.size() + 1, head.size()));
    if (written.empty() || written == "\r") break;
    if (written[0] == ' ' || written[0] == '\t') continue;
    if (line == 0 && written.substr(0, 5) == "From ") {
      ++known;
      continue;
    }
    const size_t colon = written.find(':');
    if (colon == std::string_view::npos || written.substr(0, colon).find(' ') != std::string_view::npos)
      return false;
    const std::string field = lowered(written.substr(0, colon));
    if (text::is_listed(kFields, field)) ++known;
  }
  return known >= 3;
}

}  // namespace

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
  if (looks_like_xml(head) && head.find("opendocument.spreadsheet") != std::string_view::npos)
    return FileType::ods;
  if (looks_like_html(head) || looks_like_web_archive(head)) return FileType::html;
  if (looks_like_xml(head)) {
    const bool is_sheet = head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos;
    return is_sheet ? FileType::xml_sheet : FileType::binary;
  }
  if (looks_like_mail(head)) return FileType::eml;
  if (extension == "csv") return FileType::csv;
  if (extension == "tsv" || extension == "tab") return FileType::tsv;
  const text::DelimiterGuess dialect = text::detect_delimiter(head);
  if (!dialect.tabular) return FileType::text;
  return dialect.delimiter == '\t' ? FileType::tsv : FileType::csv;
}

}  // namespace portcheck::document
