#include "server/desk/outbound/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace portcheck::server {
namespace {

struct Block4 {
  uint32_t net;
  int bits;
};

constexpr uint32_t ip(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return a << 24 | b << 16 | c << 8 | d;
}

// IANA's IPv4 special-purpose address registry (RFC 6890), multicast and the reserved rest.
constexpr std::array kNotPublic4 = {
    Block4{ip(0, 0, 0, 0), 8},      Block4{ip(10, 0, 0, 0), 8},     Block4{ip(100, 64, 0, 0), 10},
    Block4{ip(127, 0, 0, 0), 8},    Block4{ip(169, 254, 0, 0), 16}, Block4{ip(172, 16, 0, 0), 12},
    Block4{ip(192, 0, 0, 0), 24},   Block4{ip(192, 0, 2, 0), 24},   Block4{ip(192, 88, 99, 0), 24},
    Block4{ip(192, 168, 0, 0), 16}, Block4{ip(198, 18, 0, 0), 15},  Block4{ip(198, 51, 100, 0), 24},
    Block4{ip(203, 0, 113, 0), 24}, Block4{ip(224, 0, 0, 0), 4},    Block4{ip(240, 0, 0, 0), 4},
};

bool is_public4(uint32_t address) {
  return std::none_of(kNotPublic4.begin(), kNotPublic4.end(),
                      [&](const Block4& block) { return (address ^ block.net) >> (32 - block.bits) == 0; });
}

using Bytes6 = std::array<uint8_t, 16>;

uint32_t four(const Bytes6& bytes, size_t at) {
  return ip(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool is_public6(const Bytes6& b) {
  const bool zeros10 = std::all_of(b.begin(), b.begin() + 10, [](uint8_t x) { return x == 0; });
  if (zeros10 && b[10] == 0xff && b[11] == 0xff) return is_public4(four(b, 12));  // ::ffff:a.b.c.d
  if (four(b, 0) == 0x0064ff9b && four(b, 4) == 0 && four(b, 8) == 0)
    return is_public4(four(b, 12));                                 // NAT64
  if (b[0] == 0x20 && b[1] == 0x02) return is_public4(four(b, 2));  // 6to4
  if ((b[0] & 0xe0) != 0x20) return false;                          // only 2000::/3 is handed out
  const bool documentation = four(b, 0) == 0x20010db8;
  const bool special = b[0] == 0x20 && b[1] == 0x01 && b[2] < 0x02;  // 2001::/23: Teredo, benchmarking, …
  return !documentation && !special;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    Bytes6 bytes{};
    std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
    return is_public6(bytes);
  }
  return false;
}

bool is_public_address(std::string_view text) {
  const std::string name(text);
  in_addr four_bytes{};
  if (inet_pton(AF_INET, name.c_str(), &four_bytes) == 1) return is_public4(ntohl(four_bytes.s_addr));
  Bytes6 bytes{};
  return inet_pton(AF_INET6, name.c_str(), bytes.data()) == 1 && is_public6(bytes);
}

}  // namespace portcheck::server
