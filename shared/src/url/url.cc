#include "url/url.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "text/clean.h"
#include "text/cold.h"
#include "text/vector16.h"

namespace portcheck::url {
namespace {

using text::equal_fold;
using text::is_alnum;
using text::is_digit;
using text::is_letter;

constexpr auto kNowhere = std::string_view::npos;

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_hex(char c) {
  return is_digit(c) || (text::lower(c) >= 'a' && text::lower(c) <= 'f');
}

// Length of "scheme" in "scheme:…"; 0 where there is none.
size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return 0;
  for (size_t i = 1; i < text.size(); ++i) {
    if (text[i] == ':') return i;
    if (!is_alnum(text[i]) && text[i] != '+' && text[i] != '-' && text[i] != '.') return 0;
  }
  return 0;
}

// WHATWG "ends in a number": the last label is all digits or 0x…; such hosts are IPv4 addresses or nothing.
bool ends_in_number(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  std::string_view label = host.substr(host.rfind('.') == kNowhere ? 0 : host.rfind('.') + 1);
  if (label.empty()) return false;
  bool digits = true;
  for (char c : label) digits = digits && is_digit(c);
  bool hex = text::starts_with_fold(label, "0x");
  for (size_t i = 2; hex && i < label.size(); ++i) hex = is_hex(label[i]);
  return digits || hex;
}

// WHATWG's IPv4: up to four numbers, each decimal, octal (0…) or hexadecimal (0x…); the last fills the rest.
bool valid_ipv4(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  for (unsigned parts = 1; parts <= 4; ++parts) {
    size_t dot = host.find('.');
    std::string_view part = host.substr(0, dot);
    if (part.empty()) return false;
    bool hex = text::starts_with_fold(part, "0x");
    unsigned base = hex ? 16 : part.size() > 1 && part[0] == '0' ? 8 : 10;
    uint64_t value = 0;
    for (char c : part.substr(hex ? 2 : 0)) {
      unsigned digit = is_digit(c) ? static_cast<unsigned>(c - '0')
                       : is_hex(c) ? static_cast<unsigned>(text::lower(c) - 'a') + 10
                                   : 16;
      if (digit >= base) return false;
      value = value * base + digit;
      if (value > UINT32_MAX) return false;
    }
    if (dot == kNowhere) return value < uint64_t{1} << 8 * (5 - parts);
    if (value > 255) return false;
    host.remove_prefix(dot + 1);
  }
  return false;
}

bool valid_ipv6(std::string_view host) {  // inside the brackets
  bool gap = host.starts_with("::");
  if (gap) host.remove_prefix(2);
  unsigned pieces = 0;
  while (!host.empty()) {
    std::string_view piece = host.substr(0, host.find(':'));
    if (piece.empty()) {  // the second colon of "::"
      if (gap || pieces == 0) return false;
      gap = true;
      host.remove_prefix(1);
      continue;
    }
    bool last = piece.size() == host.size();
    if (std::count(piece.begin(), piece.end(), '.') == 3) {
      if (!last || !valid_ipv4(piece)) return false;
      pieces += 2;
    } else {
      for (char c : piece) {
        if (!is_hex(c)) return false;
      }
      if (piece.size() > 4) return false;
      ++pieces;
    }
    host.remove_prefix(piece.size() + (last ? 0 : 1));
    if (!last && host.empty()) return false;
  }
  return gap ? pieces < 8 : pieces == 8;
}

// What a browser would map to something else, or refuse: full-width forms and dots, invisible characters,
// undecodable ones, and U+2000 to U+213F, among which are signs for "a/c" and the like.
bool has_doubtful_character(std::string_view host) {
  std::string scratch;
  bool doubtful = text::clean(host, scratch, true).changed != 0 || host.find("\xEF\xBF\xBD") != kNowhere;
  for (size_t i = 1; i < host.size(); ++i)
    doubtful = doubtful || (host[i - 1] == '\xE2' && static_cast<unsigned char>(host[i]) <= 0x84);
  return doubtful;
}

Status judge_domain(std::string_view host) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (host.empty() || host.size() > 253) return Status::host;
  size_t labels = 0;
  for (std::string_view rest = host;;) {
    size_t dot = rest.find('.');
    std::string_view label = rest.substr(0, dot);
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
      return Status::host;
    for (char c : label) {
      if (!is_alnum(c) && c != '-' && c != '_' && static_cast<unsigned char>(c) < 0x80)
        return Status::character;
    }
    ++labels;
    if (dot == kNowhere) break;
    rest.remove_prefix(dot + 1);
  }
  return labels >= 2 || equal_fold(host, "localhost") ? Status::ok : Status::host;
}

// "user@host:port/path?query" behind "//".
Status parse_authority(std::string_view text, Url& out) {
  size_t end = text.find_first_of("/?#\\");
  std::string_view authority = text.substr(0, end);
  std::string_view rest = end == kNowhere ? std::string_view() : text.substr(end);
  if (rest.find('\\') != kNowhere) return Status::character;
  out.rest = rest;

  size_t at = authority.rfind('@');
  if (at != kNowhere) {
    out.credentials = true;
    authority.remove_prefix(at + 1);
  }
  size_t colon = authority.rfind(':');
  if (colon != kNowhere && authority.find(']', colon) == kNowhere) {
    unsigned port = 0;
    for (char c : authority.substr(colon + 1)) {
      if (!is_digit(c)) return Status::port;
      port = port * 10 + static_cast<unsigned>(c - '0');
      if (port > 65535) return Status::port;
    }
    authority = authority.substr(0, colon);
  }
  out.host = authority;
  if (authority.empty()) return Status::host;
  if (authority.front() == '[') {
    out.ip = authority.back() == ']' && valid_ipv6(authority.substr(1, authority.size() - 2));
    return out.ip ? Status::ok : Status::host;
  }
  if (has_doubtful_character(authority)) return Status::character;
  if (ends_in_number(authority)) {
    out.ip = valid_ipv4(authority);
    return out.ip ? Status::ok : Status::host;
  }
  return judge_domain(authority);
}

bool starts_like_host(std::string_view text) {
  Url probe;
  if (parse_authority(text, probe) != Status::ok || probe.ip || probe.credentials) return false;
  std::string_view host = probe.host;
  size_t dot = host.rfind('.');
  if (dot == kNowhere || host.size() - dot < 3) return false;
  for (char c : host.substr(dot + 1)) {
    if (is_digit(c)) return false;
  }
  return true;
}

bool is_web_scheme(std::string_view scheme) {
  return equal_fold(scheme, "https") || equal_fold(scheme, "http");
}

bool is_misspelled_scheme(std::string_view scheme) {
  std::string lowered;
  for (char c : scheme) lowered += text::lower(c);
  return text::edit_distance(lowered, "https", 2) <= 2 || text::edit_distance(lowered, "http", 1) <= 1;
}

bool is_script_scheme(std::string_view scheme) {
  for (std::string_view script :
       {std::string_view("javascript"), std::string_view("data"), std::string_view("file"),
        std::string_view("vbscript"), std::string_view("blob"), std::string_view("about")}) {
    if (equal_fold(scheme, script)) return true;
  }
  return false;
}

size_t count_schemes(std::string_view text) {
  size_t count = 0;
  text = text.substr(0, text.find('?'));  // an address may carry another in its query
  for (size_t at = text.find("://"); at != kNowhere; at = text.find("://", at + 3)) ++count;
  return count;
}

bool has_list_sign(std::string_view text) {
  return text.find(';') != kNowhere || text.find(',') != kNowhere || text.find('|') != kNowhere;
}

// "https://" + rest without what was doubled before it, if that is one address.
std::string complete(std::string_view rest) {
  for (;;) {
    while (!rest.empty() && (rest.front() == '/' || rest.front() == ':' || rest.front() == '\\'))
      rest.remove_prefix(1);
    const size_t length = scheme_length(rest);
    if (!is_web_scheme(rest.substr(0, length)) || !rest.substr(length + 1).starts_with('/')) break;
    rest.remove_prefix(length + 1);
  }
  Url probe;
  if (rest.empty() || parse_authority(rest, probe) != Status::ok) return {};
  if (has_list_sign(rest) && count_schemes(rest) != 0) return {};
  return "https://" + std::string(rest);
}

Status without_scheme(std::string_view text, Url& out) {
  for (std::string_view prefix : {std::string_view("https//"), std::string_view("http//"),
                                  std::string_view("https;//"), std::string_view("http;//")}) {
    if (text::starts_with_fold(text, prefix)) {
      out.repaired = complete(text.substr(prefix.size()));
      return Status::slashes;
    }
  }
  std::string_view rest = text.starts_with("//") ? text.substr(2) : text;
  if (!starts_like_host(rest)) {
    return text.find_first_of("/\\") != kNowhere && text.find('.') != kNowhere ? Status::scheme
                                                                               : Status::word;
  }
  out.repaired = complete(rest);
  if (out.repaired.empty()) return Status::several;
  parse_authority(rest, out);
  return Status::no_scheme;
}

Status judge(std::string_view text, Url& out) {
  if (text.empty()) return Status::empty;
  bool space = false;
  for (char c : text) space = space || is_space(c);
  if ((space || has_list_sign(text)) && count_schemes(text) > 1) return Status::several;
  if (space) {
    std::string joined;
    for (char c : text) {
      if (!is_space(c)) joined += c;
    }
    size_t scheme = scheme_length(joined);
    if (is_script_scheme(std::string_view(joined).substr(0, scheme)) && scheme_length(text) == 0)
      return Status::script;  // browsers drop line breaks and tabs
    bool address = scheme != 0 && joined.compare(scheme, 2, ":/") == 0 &&
                   (scheme_length(text) != 0 || is_web_scheme(std::string_view(joined).substr(0, scheme)));
    std::string_view first = text.substr(0, text.find_first_of(" \t\r\n"));
    if (!address && !starts_like_host(first)) return Status::word;
    if (address) out.repaired = parse(joined).status == Status::ok ? joined : "";
    return Status::space;
  }
  size_t length = scheme_length(text);
  std::string_view scheme = text.substr(0, length);
  std::string_view rest = length ? text.substr(length + 1) : text;
  bool port_follows = length && !rest.empty() && is_digit(rest[0]) && scheme.find('.') != kNowhere;
  if (length == 0 || port_follows) return without_scheme(text, out);
  out.scheme = scheme;
  if (is_script_scheme(scheme)) return Status::script;
  if (!is_web_scheme(scheme)) {
    if (!is_misspelled_scheme(scheme)) return Status::scheme;
    out.repaired = complete(rest);
    return Status::scheme;
  }
  if (!rest.starts_with("//") || rest.starts_with("///")) {
    out.repaired = complete(rest);
    return out.repaired.empty() ? Status::host : Status::slashes;
  }
  rest.remove_prefix(2);
  length = scheme_length(rest);
  if (is_web_scheme(rest.substr(0, length)) &&
      rest.substr(length + 1).starts_with('/')) {  // "https://https://x.com"
    out.repaired = complete(rest.substr(length + 1));
    return Status::slashes;
  }
  return parse_authority(rest, out);
}

// What stands where among the bytes of an address behind "//", up to 64 of them: a bit for each.
struct HostBits {
  uint64_t dots = 0, hyphens = 0, others = 0;  // others: what no host name has
};

HostBits host_bits(const char* at, const char* end) {
  using text::spread;
  using text::Vector16;
  HostBits bits;
  for (unsigned i = 0; i < 64 && at + i < end && bits.others == 0; i += 16) {
    const Vector16 v = text::load16_before(at + i, end);
    const auto dots = v == spread('.');
    const auto hyphens = v == spread('-');
    const Vector16 letters = (v | spread(' ')) - spread('a');
    const auto names =
        (letters < spread(26)) | (v - spread('0') < spread(10)) | (v == spread('_')) | dots | hyphens;
    bits.dots |= uint64_t{text::high_bits(dots)} << i;
    bits.hyphens |= uint64_t{text::high_bits(hyphens)} << i;
    bits.others |= uint64_t{text::high_bits(names) ^ 0xFFFF} << i;
  }
  return bits;
}

// End of a host of two or more labels whose last begins with a letter; null where it is anything else. `site`
// is set to the last two labels.
const char* ordinary_host_end(const char* at, const char* end, std::string_view& site) {
  const HostBits bits = host_bits(at, end);
  if (bits.others == 0)
    return nullptr;  // longer than any ordinary one, or ends with the text: see load16_before
  const auto size = static_cast<unsigned>(std::countr_zero(bits.others));
  if (size == 0) return nullptr;
  const uint64_t within = (uint64_t{1} << size) - 1;
  const uint64_t dots = bits.dots & within;
  const uint64_t ends = dots | uint64_t{1} << size;  // behind each label
  const uint64_t starts = ends << 1 | 1;
  if ((ends & starts) != 0 || dots == 0 || (bits.hyphens & within & (starts | ends >> 1)) != 0)
    return nullptr;
  const auto last = static_cast<unsigned>(63 - std::countl_zero(dots));
  const uint64_t before = dots & ~(uint64_t{1} << last);
  const unsigned first = before == 0 ? 0 : static_cast<unsigned>(64 - std::countl_zero(before));
  site = {at + first, size - first};
  if (!is_letter(at[last + 1])) return nullptr;
  return at + size == end || at[size] == '/' || at[size] == '?' || at[size] == '#' ? at + size : nullptr;
}

// Whether an ordinary address may go on like this: printable ASCII but \\ ; , |
bool ordinary_rest(const char* at, const char* end) {
  using text::spread;
  for (; at < end; at += 16) {
    const text::Vector16 v = text::load16_before(at, end);
    const auto odd = (v - spread('!') >= spread(0x5E)) | (v == spread('\\')) | (v == spread(';')) |
                     (v == spread(',')) | (v == spread('|'));
    const uint32_t mask = end - at >= 16 ? 0xFFFF : (1U << (end - at)) - 1;
    if ((text::high_bits(odd) & mask) != 0) return false;
  }
  return true;
}

}  // namespace

bool parse_ordinary(std::string_view text, Url& out) {
  if (text.size() < 16 || !text.starts_with("http")) return false;
  const size_t secure = text[4] == 's' ? 1 : 0;
  if (text.substr(4 + secure, 3) != "://") return false;
  const char* const end = text.data() + text.size();
  const char* const host = text.data() + 7 + secure;
  const char* const path = ordinary_host_end(host, end, out.site);
  if (path == nullptr || !ordinary_rest(path, end)) return false;
  out.status = Status::ok;
  out.scheme = text.substr(0, 4 + secure);
  out.host = {host, static_cast<size_t>(path - host)};
  out.rest = {path, static_cast<size_t>(end - path)};
  return true;
}

PORTCHECK_COLD Url parse(std::string_view text) {
  Url out;
  out.status = judge(text, out);
  return out;
}

bool host_within(std::string_view host, std::string_view domain) {
  if (host.ends_with('.')) host.remove_suffix(1);
  if (domain.empty() || host.size() < domain.size() ||
      text::lower(host.back()) != text::lower(domain.back())) {
    return false;
  }
  size_t cut = host.size() - domain.size();
  return equal_fold(host.substr(cut), domain) && (cut == 0 || host[cut - 1] == '.');
}

}  // namespace portcheck::url
