#include "url/url.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "text/clean.h"
#include "text/cold.h"
#include "text/literal.h"
#include "text/vector16.h"
#include "text/word_list.h"

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
  return text::is_listed_any_case("javascript|data|file|vbscript|blob|about", scheme);
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
  for (const char* prefixes = "https//|http//|https;//|http;//"; prefixes != nullptr;) {
    const std::string_view prefix = text::next_word(prefixes);
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

// What stands where in the first 48 bytes of a text, a bit for each, and whether there is among the first 64
// what no ordinary address has. The last vectors overlap, so that there is no question how many it takes.
struct AddressBits {
  uint64_t dots = 0, hyphens = 0, names = 0;  // names: what host names are made of, dots and hyphens too
  uint32_t odd = 0;
};

// All but printable ASCII, and \ ; , | too.
PORTCHECK_HOT inline uint32_t odd_bits(text::Vector16 v) {
  using text::spread;
  return text::high_bits((v - spread('!') >= spread(0x5E)) | ((v | spread(0x20)) == spread('|')) |
                         (v == spread(';')) | (v == spread(',')));
}

AddressBits address_bits(std::string_view text) {  // at least 16 bytes
  using text::spread;
  using text::Vector16;
  AddressBits bits;
  const size_t last = text.size() - 16;
  for (size_t i = 0; i < 48; i += 16) {
    const size_t at = i < last ? i : last;
    const Vector16 v = text::load16(text.data() + at);
    const auto dots = v == spread('.');
    const auto hyphens = v == spread('-');
    const auto letters = ((v | spread(' ')) - spread('a')) < spread(26);
    const auto names = letters | (v - spread('0') < spread(10)) | (v == spread('_')) | dots | hyphens;
    bits.dots |= uint64_t{text::high_bits(dots)} << at;
    bits.hyphens |= uint64_t{text::high_bits(hyphens)} << at;
    bits.names |= uint64_t{text::high_bits(names)} << at;
    bits.odd |= odd_bits(v);
  }
  bits.odd |= odd_bits(text::load16(text.data() + (last < 48 ? last : 48)));
  return bits;
}

// The host that begins at `host`: two or more labels, the last one begins with a letter, and what follows may
// follow. Sets host_end and site; false where it is anything else, or longer than any ordinary one.
bool find_host(const AddressBits& bits, OrdinaryUrl& url) {
  const uint64_t others = ~bits.names >> url.host & ((uint64_t{1} << 40) - 1);
  const auto size = static_cast<unsigned>(std::countr_zero(others | uint64_t{1} << 40));
  const uint64_t within = (uint64_t{1} << size) - 1;
  const uint64_t dots = bits.dots >> url.host & within;
  const uint64_t ends = dots | uint64_t{1} << size;  // behind each label
  const uint64_t starts = ends << 1 | 1;
  const uint64_t wrong = (ends & starts) | (bits.hyphens >> url.host & within & (starts | ends >> 1));
  if (wrong != 0 || dots == 0 || others == 0) return false;
  const auto last = static_cast<unsigned>(63 - std::countl_zero(dots));
  const uint64_t before = dots & ~(uint64_t{1} << last);
  const unsigned first = before == 0 ? 0 : static_cast<unsigned>(64 - std::countl_zero(before));
  url.host_end = url.host + size;
  url.site = url.host + first;
  url.top = url.host + last + 1;
  const bool ends_there = url.host_end == url.text.size();
  const char next = url.text[url.host_end - (ends_there ? 1 : 0)];
  return is_letter(url.text[url.top]) && (ends_there || next == '/' || next == '?' || next == '#');
}

}  // namespace

bool parse_ordinary(std::string_view text, OrdinaryUrl& out) {
  constexpr text::Literal kHttps("https://");
  constexpr text::Literal kHttp("http://");
  if (text.size() < 16) return false;
  const bool secure = kHttps.stands_at(text.data());
  if (!secure && !kHttp.stands_at(text.data())) return false;
  out.text = text;
  out.host = static_cast<uint32_t>(secure ? kHttps.size : kHttp.size);
  const AddressBits bits = address_bits(text);
  if (bits.odd != 0 || !find_host(bits, out)) return false;
  for (size_t at = 64; at < text.size(); at += 16) {
    if (odd_bits(text::load16(text.data() + std::min(at, text.size() - 16))) != 0) return false;
  }
  return true;
}

Url url_of(const OrdinaryUrl& ordinary) {
  Url out;
  out.status = Status::ok;
  out.scheme = ordinary.text.substr(0, ordinary.host - 3);
  out.host = ordinary.text.substr(ordinary.host, ordinary.host_end - ordinary.host);
  out.site = ordinary.text.substr(ordinary.site, ordinary.host_end - ordinary.site);
  out.rest = ordinary.text.substr(ordinary.host_end);
  return out;
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
