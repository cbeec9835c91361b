#include "server/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>

namespace portcheck::server {
namespace {

constexpr IpAddress kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr size_t kMappedBytes = 12;
constexpr int kMappedBits = 96;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// "192.0.2.1:1234" and "[2001:db8::1]:1234" as some proxies write them.
std::optional<IpAddress> parse_node(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    const size_t end = text.find(']');
    return end == std::string_view::npos ? std::nullopt : parse_address(text.substr(1, end - 1));
  }
  if (std::count(text.begin(), text.end(), ':') == 1) text = text.substr(0, text.find(':'));
  return parse_address(text);
}

// The elements of a list, commas in quotes left alone.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  bool quoted = false;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i < text.size() && (quoted || text[i] != separator)) continue;
    out.push_back(trimmed(text.substr(begin, i - begin)));
    begin = i + 1;
  }
  return out;
}

// The for= of one element of Forwarded (RFC 7239).
std::string_view for_of(std::string_view element) {
  for (const std::string_view pair : split(element, ';')) {
    const size_t equals = pair.find('=');
    if (equals != 3 || ((pair[0] | 0x20) != 'f') || ((pair[1] | 0x20) != 'o') || ((pair[2] | 0x20) != 'r'))
      continue;
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

bool is_trusted(const ProxyTrust& trust, const IpAddress& address) {
  return std::any_of(trust.proxies.begin(), trust.proxies.end(),
                     [&](const AddressBlock& block) { return block.contains(address); });
}

}  // namespace

std::optional<IpAddress> parse_address(std::string_view text) {
  if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
  const std::string name(text);
  IpAddress out = kMappedPrefix;
  if (inet_pton(AF_INET, name.c_str(), out.data() + kMappedBytes) == 1) return out;
  if (inet_pton(AF_INET6, name.c_str(), out.data()) == 1) return out;
  return std::nullopt;
}

bool is_ipv4(const IpAddress& address) {
  return std::equal(address.begin(), address.begin() + kMappedBytes, kMappedPrefix.begin());
}

bool is_loopback(const IpAddress& address) {
  if (is_ipv4(address)) return address[kMappedBytes] == 127;
  IpAddress one{};
  one.back() = 1;
  return address == one;
}

std::optional<AddressBlock> AddressBlock::parse(std::string_view text) {
  const size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) return std::nullopt;
  AddressBlock out;
  out.net_ = *address;
  if (slash == std::string_view::npos) return out;
  const std::string_view digits = text.substr(slash + 1);
  int bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const int most = is_ipv4(*address) ? 32 : 128;
  if (error != std::errc{} || end != digits.data() + digits.size() || bits < 0 || bits > most)
    return std::nullopt;
  out.bits_ = is_ipv4(*address) ? kMappedBits + bits : bits;
  return out;
}

bool AddressBlock::contains(const IpAddress& address) const {
  const auto whole = static_cast<size_t>(bits_ / 8);
  if (!std::equal(net_.begin(), net_.begin() + static_cast<std::ptrdiff_t>(whole), address.begin()))
    return false;
  const int rest = bits_ % 8;
  return rest == 0 || ((net_[whole] ^ address[whole]) >> (8 - rest)) == 0;
}

std::string_view header_name(ForwardedHeader header) {
  return header == ForwardedHeader::forwarded ? "Forwarded" : "X-Forwarded-For";
}

IpAddress client_address(const IpAddress& peer, const std::vector<std::string>& values,
                         const ProxyTrust& trust, bool& forwarded) {
  forwarded = false;
  IpAddress at = peer;
  std::vector<std::string_view> way;
  for (const std::string& value : values) {
    for (const std::string_view element : split(value, ',')) way.push_back(element);
  }
  while (!way.empty() && is_trusted(trust, at)) {
    const auto before =
        parse_node(trust.header == ForwardedHeader::forwarded ? for_of(way.back()) : way.back());
    way.pop_back();
    forwarded = true;
    if (!before) break;
    at = *before;
  }
  return at;
}

}  // namespace portcheck::server
