// Which addresses of the network a desk may never be at, unless the operator says so.
#pragma once

#include <sys/socket.h>

#include <string_view>

namespace portcheck::server {

// Neither loopback, private, link-local, multicast, reserved nor an IPv6 form that holds such an IPv4
// address.
bool is_public_address(const sockaddr& address);

// For tests and messages: "10.0.0.1", "::1". False when the text is no address.
bool is_public_address(std::string_view text);

}  // namespace portcheck::server
