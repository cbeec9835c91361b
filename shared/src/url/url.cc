#include "url/url.h"

#include <algorithm>
#include <bit>
#include <cstddef>

#include "text/clean.h"
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

bool valid_ipv4(std::string_view host) {
  unsigned parts = 0;
  while (parts < 4) {
    size_t dot = host.find('.');
    std::string_view part = host.substr(0, dot);
    unsigned value = 0;
    if (part.empty() || part.size() > 3) return false;
    for (char c : part) {
      if (!is_digit(c)) return false;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    if (value > 255) return false;
    ++parts;
    if (dot == kNowhere) return parts == 4;
    host.remove_prefix(dot + 1);
  }
  return false;
}

bool valid_ipv6(std::string_view host) {  // inside the brackets; the shape only
  size_t colons = 0;
  for (char c : host) {
    if (c == ':') {
      ++colons;
    } else if (!is_hex(c) && c != '.') {
      return false;
    }
  }
  return colons >= 2 && colons <= 8 && host.size() <= 45;
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
  size_t fragment = rest.find('#');
  rest = rest.substr(0, fragment);
  size_t question = rest.find('?');
  out.path = rest.substr(0, question);
  if (question != kNowhere) out.query = rest.substr(question + 1);

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

// "https://" + rest, if that is an address.
std::string complete(std::string_view rest) {
  while (!rest.empty() && (rest.front() == '/' || rest.front() == ':' || rest.front() == '\\'))
    rest.remove_prefix(1);
  Url probe;
  if (rest.empty() || parse_authority(rest, probe) != Status::ok) return {};
  return "https://" + std::string(rest);
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
  out.repaired = "https://" + std::string(rest);
  parse_authority(rest, out);
  return Status::no_scheme;
}

size_t count_schemes(std::string_view text) {
  size_t count = 0;
  text = text.substr(0, text.find('?'));  // an address may carry another in its query
  for (size_t at = text.find("://"); at != kNowhere; at = text.find("://", at + 3)) ++count;
  return count;
}

Status judge(std::string_view text, Url& out) {
  if (text.empty()) return Status::empty;
  bool space = false;
  for (char c : text) space = space || is_space(c);
  if (space || text.find(';') != kNowhere || text.find(',') != kNowhere || text.find('|') != kNowhere) {
    if (count_schemes(text) > 1) return Status::several;
  }
  if (space) {
    std::string joined;
    for (char c : text) {
      if (!is_space(c)) joined += c;
    }
    size_t scheme = scheme_length(text);
    bool address = scheme != 0 && text.substr(scheme).starts_with(":/");
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
  return parse_authority(rest.substr(2), out);
}

// One bit for each of the 16 bytes at `at`; those from `end` on give none. Requires 16 bytes before `end`.
template <class Test>
uint32_t bits_of(const char* at, const char* end, Test test) {
  if (end - at >= 16) return text::high_bits(test(text::load16(at)));
  return text::high_bits(test(text::load16(end - 16))) >> (16 - (end - at));
}

// The same for 64 bytes.
template <class Test>
uint64_t bits_of_64(const char* at, const char* end, Test test) {
  uint64_t bits = 0;
  for (unsigned i = 0; i < 64 && at + i < end; i += 16) bits |= uint64_t{bits_of(at + i, end, test)} << i;
  return bits;
}

// End of a host of two or more labels whose last begins with a letter; null where it is anything else.
const char* ordinary_host_end(const char* at, const char* end) {
  using text::spread;
  using text::Vector16;
  const uint64_t dots = bits_of_64(at, end, [](Vector16 v) { return v == spread('.'); });
  const uint64_t hyphens = bits_of_64(at, end, [](Vector16 v) { return v == spread('-'); });
  const uint64_t others = bits_of_64(at, end, [](Vector16 v) {
    const Vector16 letters = (v | spread(' ')) - spread('a');
    return ((letters >= spread(26)) & ((v - spread('0')) >= spread(10)) & (v != spread('-')) &
            (v != spread('_')) & (v != spread('.')));
  });
  const auto size =
      static_cast<unsigned>(others != 0 ? std::countr_zero(others) : std::min<std::ptrdiff_t>(end - at, 64));
  if (size == 64 || size == 0) return nullptr;
  const uint64_t within = (uint64_t{1} << size) - 1;
  const uint64_t breaks = (dots & within) | uint64_t{1} << size;  // behind each label
  const uint64_t starts = breaks << 1 | 1;
  const uint64_t names = dots & within;
  if ((breaks & starts) != 0 || names == 0 || (hyphens & starts & within) != 0 ||
      (hyphens & breaks >> 1) != 0)
    return nullptr;
  const char* const last_label = at + (64 - std::countl_zero(names));
  if (!is_letter(*last_label)) return nullptr;
  return at + size == end || at[size] == '/' || at[size] == '?' || at[size] == '#' ? at + size : nullptr;
}

}  // namespace

bool parse_ordinary(std::string_view text, Url& out) {
  using text::spread;
  using text::Vector16;
  if (text.size() < 16 || !text.starts_with("http")) return false;
  const size_t secure = text[4] == 's' ? 1 : 0;
  if (text.substr(4 + secure, 3) != "://") return false;
  const char* const end = text.data() + text.size();
  const char* const host = text.data() + 7 + secure;
  const char* const path = ordinary_host_end(host, end);
  if (path == nullptr) return false;
  const char* path_end = end;
  const char* query_end = end;
  for (const char* at = path; at < end; at += 16) {
    const uint32_t odd = bits_of(at, end, [](Vector16 v) {
      return (v - spread('!') >= spread(0x5E)) | (v == spread('\\')) | (v == spread(';')) |
             (v == spread(',')) | (v == spread('|'));
    });
    if (odd != 0) return false;
    const uint32_t questions = bits_of(at, end, [](Vector16 v) { return v == spread('?'); });
    const uint32_t hashes = bits_of(at, end, [](Vector16 v) { return v == spread('#'); });
    if (questions != 0 && path_end == end) path_end = at + std::countr_zero(questions);
    if (hashes != 0 && query_end == end) query_end = at + std::countr_zero(hashes);
  }
  path_end = std::min(path_end, query_end);
  out = Url();
  out.status = Status::ok;
  out.scheme = text.substr(0, 4 + secure);
  out.host = {host, static_cast<size_t>(path - host)};
  out.path = {path, static_cast<size_t>(path_end - path)};
  if (path_end < query_end) out.query = {path_end + 1, static_cast<size_t>(query_end - path_end - 1)};
  return true;
}

Url parse(std::string_view text) {
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
