// One URL parser for every build: browsers and Node repair the same cells differently and silently
// (`http:/x.com`), so none of them is asked. Follows the WHATWG URL standard for http and https, but reports
// instead of repairing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::url {

enum class Status : uint8_t {
  ok,         // an absolute http or https address with a host that may exist
  no_scheme,  // an address without https://; `repaired` has it
  empty,
  space,    // white space inside; `repaired` may have it without
  scheme,   // another scheme, or a misspelled one (then `repaired` is set)
  slashes,  // "http:/x.com", "http//x.com", "https:///x.com", "https://https://x.com"; `repaired` may be set
  host,     // no host, or one that cannot exist
  port,     // not 0..65535
  character,  // a backslash, or a character that no host can have
  several,    // two addresses
  script,     // javascript:, data:, file:, …
  word,       // nothing like an address: a name, an ID
};

struct Url {
  Status status = Status::empty;
  // Views of the text given to parse(); set as far as it was understood.
  std::string_view scheme, host;
  std::string_view site;     // the last two labels of an ordinary host: "invoca.net"; empty for others
  std::string_view rest;     // path, query and fragment
  bool credentials = false;  // user:password@
  bool ip = false;           // the host is an IPv4 or IPv6 address
  std::string repaired;      // the address as it was probably meant; parses as ok; empty where unknown

  std::string_view path() const { return rest.substr(0, rest.find_first_of("?#")); }
};

// `text` is trimmed, cleaned UTF-8.
Url parse(std::string_view text);

// An ordinary "https://host.name/path?query", by where its parts begin in `text`.
struct OrdinaryUrl {
  std::string_view text;
  uint32_t host = 0, host_end = 0;
  uint32_t site = 0, top = 0;  // the last two labels of the host, and the last one
};

// Whether `text`, cleaned or not, is one: then cleaning changes nothing, parse() says ok, and url_of() what
// parse() would. False for anything that deserves a closer look. Nearly every cell of a good sheet ends here.
bool parse_ordinary(std::string_view text, OrdinaryUrl& out);
Url url_of(const OrdinaryUrl& ordinary);

// Whether `host` is `domain` or one of its subdomains; both ASCII, any case.
bool host_within(std::string_view host, std::string_view domain);

}  // namespace portcheck::url
