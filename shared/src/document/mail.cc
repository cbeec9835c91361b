#include "document/mail.h"

#include <algorithm>

#include "document/letter_text.h"
#include "document/ole_file.h"
#include "text/clean.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace portcheck::document {
namespace {

constexpr size_t kNames = 200;
constexpr size_t kNameBytes = 1024;
constexpr size_t kHeaderBytes = 16 * 1024;

void add_name(Document& mail, std::string_view raw) {
  std::string utf8;
  text::append_repaired(utf8, raw.substr(0, kNameBytes));
  std::string name = plain_text(utf8);
  const bool known =
      std::find(mail.attachments.begin(), mail.attachments.end(), name) != mail.attachments.end();
  if (!name.empty() && !known && mail.attachments.size() < kNames)
    mail.attachments.push_back(std::move(name));
}

int hex_digit(char c) {
  c = text::lower(c);
  if (text::is_digit(c)) return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// UTF-8''LOA%20signed.pdf (RFC 2231)
std::string percent_decoded(std::string_view value) {
  const size_t quotes = value.find("''");
  if (quotes != std::string_view::npos) value.remove_prefix(quotes + 2);
  std::string out;
  for (size_t i = 0; i < value.size(); ++i) {
    const bool escape = value[i] == '%' && i + 2 < value.size() && hex_digit(value[i + 1]) >= 0 &&
                        hex_digit(value[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex_digit(value[i + 1]) * 16 + hex_digit(value[i + 2])) : value[i];
    if (escape) i += 2;
  }
  return out;
}

// filename="numbers.xlsx", filename=loa.pdf, filename*=UTF-8''LOA%20signed.pdf; the same with "name".
void read_parameters(std::string_view header, Document& mail) {
  for (size_t at = 0; (at = header.find("name", at)) != std::string_view::npos;) {
    at += 4;
    const bool encoded = header.substr(at, 1) == "*";
    size_t value = at + (encoded ? 1 : 0);
    if (header.substr(value, 1) != "=") continue;
    ++value;
    const bool quoted = header.substr(value, 1) == "\"";
    if (quoted) ++value;
    const size_t end = std::min(header.find_first_of(quoted ? "\"" : "; \t\r\n", value), header.size());
    const std::string_view written = header.substr(value, end - value);
    add_name(mail, encoded ? percent_decoded(written) : std::string(written));
    at = end;
  }
}

// A header may go on in lines that begin with a blank.
void read_eml(std::string_view bytes, Document& mail) {
  while (!bytes.empty()) {
    size_t end = std::min(bytes.find('\n'), bytes.size());
    const bool wanted = text::starts_with_fold(bytes, "content-disposition:") ||
                        text::starts_with_fold(bytes, "content-type:");
    while (wanted && end + 1 < bytes.size() && end < kHeaderBytes &&
           (bytes[end + 1] == ' ' || bytes[end + 1] == '\t'))
      end = std::min(bytes.find('\n', end + 1), bytes.size());
    if (wanted) read_parameters(bytes.substr(0, end), mail);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
  }
}

void read_msg(std::string_view bytes, Document& mail) {
  constexpr std::string_view kLongName = "__substg1.0_3707001F";  // PidTagAttachLongFilename, UTF-16
  const OleFile file(bytes);
  for (const OleEntry& entry : file.entries()) {
    archive::Buffer buffer;
    if (entry.name != kLongName || entry.size > kNameBytes || !file.read(entry, buffer)) continue;
    std::string name;
    text::append_as_utf8(name, buffer.view(), text::Encoding::utf16le);
    add_name(mail, name);
  }
}

}  // namespace

Document read_mail(std::string_view bytes, FileType type) {
  Document mail;
  mail.status = DocumentStatus::unsupported;
  if (type == FileType::msg) {
    read_msg(bytes, mail);
  } else {
    read_eml(bytes, mail);
  }
  return mail;
}

}  // namespace portcheck::document
