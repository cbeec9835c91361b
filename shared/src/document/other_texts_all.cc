#include <algorithm>
#include <string>

#include "document/other_kinds.h"
#include "document/text_kind.h"
#include "text/word_list.h"

namespace portcheck::document {
namespace {

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

std::optional<FileType> written_kind(std::string_view head) {
  const bool is_xml = looks_like_xml(head);
  if (is_xml && head.find("opendocument.spreadsheet") != std::string_view::npos) return FileType::ods;
  if (looks_like_html(head) || looks_like_web_archive(head)) return FileType::html;
  if (is_xml) {
    const bool is_sheet = head.find("urn:schemas-microsoft-com:office:spreadsheet") != std::string_view::npos;
    return is_sheet ? FileType::xml_sheet : FileType::binary;
  }
  if (looks_like_mail(head)) return FileType::eml;
  return std::nullopt;
}

}  // namespace portcheck::document
