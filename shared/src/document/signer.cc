#include "document/signer.h"

#include <cstdint>

#include "text/clean.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace portcheck::document {
namespace {

constexpr size_t kCertificateBytes = 16 * 1024;
constexpr std::string_view kCommonName = "\x06\x03\x55\x04\x03";  // 2.5.4.3

int digit_of(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (text::is_digit(c)) return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::string decoded(std::string_view base64) {
  std::string out;
  uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : base64) {
    const int digit = digit_of(c);
    if (digit < 0) continue;
    bits = bits << 6 | static_cast<uint32_t>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count);
    if (out.size() == kCertificateBytes) break;
  }
  return out;
}

// Behind the two moments of the validity, each of 13 or 15 bytes; before them stands the issuer's name.
size_t end_of_validity(std::string_view der) {
  const auto moment = [&](size_t at) -> size_t {
    if (der.substr(at, 2) == std::string_view("\x17\x0D", 2)) return at + 15;
    return der.substr(at, 2) == std::string_view("\x18\x0F", 2) ? at + 17 : 0;
  };
  for (size_t at = 0; at + 2 < der.size(); ++at) {
    const size_t second = moment(at);
    if (second == 0 || second >= der.size()) continue;
    if (const size_t end = moment(second); end != 0 && end < der.size()) return end;
  }
  return std::string_view::npos;
}

}  // namespace

std::string signer_of(std::string_view base64) {
  const std::string bytes = decoded(base64);
  const std::string_view der = bytes;
  const size_t subject = end_of_validity(der);
  const size_t oid = subject == std::string_view::npos ? subject : der.find(kCommonName, subject);
  if (oid == std::string_view::npos || oid + 7 > der.size()) return {};
  const auto kind = static_cast<unsigned char>(der[oid + 5]);
  const auto size = static_cast<unsigned char>(der[oid + 6]);
  const std::string_view value = der.substr(oid + 7, size);
  if (size >= 0x80 || value.size() != size) return {};
  constexpr unsigned char kBmpString = 0x1E;
  std::string name;
  if (kind == kBmpString) {
    text::append_as_utf8(name, value, text::Encoding::utf16be);
  } else {
    text::append_repaired(name, value);
  }
  return name;
}

}  // namespace portcheck::document
