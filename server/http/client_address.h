// Whose request it is: the peer's address, or what a trusted proxy says of it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::server {

using IpAddress = std::array<uint8_t, 16>;  // network order; IPv4 as ::ffff:a.b.c.d

// "192.0.2.1", "2001:db8::1".
std::optional<IpAddress> parse_address(std::string_view text);
bool is_ipv4(const IpAddress& address);  // in its mapped form
bool is_loopback(const IpAddress& address);

// An address or a block of them: "10.0.0.0/8", "2001:db8::/32".
class AddressBlock {
 public:
  static std::optional<AddressBlock> parse(std::string_view text);
  bool contains(const IpAddress& address) const;

 private:
  IpAddress net_{};
  int bits_ = 128;
};

enum class ForwardedHeader : uint8_t { x_forwarded_for, forwarded };
std::string_view header_name(ForwardedHeader header);

struct ProxyTrust {
  std::vector<AddressBlock> proxies{};  // empty: nobody is believed
  ForwardedHeader header = ForwardedHeader::x_forwarded_for;
};

// The last address on the way from the sender that is not a trusted proxy's. `values`: the header's values in
// the order of the request; they count only when `peer` is trusted. What cannot be read is as far as it goes:
// then it is the proxy that said so. `forwarded` tells that it is not the peer itself.
IpAddress client_address(const IpAddress& peer, const std::vector<std::string>& values,
                         const ProxyTrust& trust, bool& forwarded);

}  // namespace portcheck::server
