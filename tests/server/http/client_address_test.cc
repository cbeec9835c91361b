#include "server/http/client_address.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

IpAddress ip(const char* text) {
  return parse_address(text).value();
}

struct Seen {
  IpAddress address;
  bool forwarded = false;
};

Seen seen(const char* peer, const std::vector<std::string>& values, const ProxyTrust& trust) {
  Seen out;
  out.address = client_address(ip(peer), values, trust, out.forwarded);
  return out;
}

ProxyTrust trusting(std::initializer_list<const char*> blocks,
                    ForwardedHeader header = ForwardedHeader::x_forwarded_for) {
  ProxyTrust out{.header = header};
  for (const char* block : blocks) out.proxies.push_back(AddressBlock::parse(block).value());
  return out;
}

TEST(ClientAddress, NobodyIsBelievedWhoIsNotTrusted) {
  for (const ProxyTrust& trust : {trusting({}), trusting({"10.0.0.0/8"})}) {
    const Seen got = seen("198.51.100.7", {"203.0.113.1"}, trust);
    EXPECT_EQ(got.address, ip("198.51.100.7"));
    EXPECT_FALSE(got.forwarded);
  }
}

TEST(ClientAddress, TheLastAddressThatIsNoProxysCounts) {
  const ProxyTrust trust = trusting({"127.0.0.1", "10.0.0.0/8"});
  EXPECT_EQ(seen("127.0.0.1", {"203.0.113.1"}, trust).address, ip("203.0.113.1"));
  // What the sender wrote itself stands on the left of what the proxies added.
  EXPECT_EQ(seen("127.0.0.1", {"1.2.3.4, 203.0.113.1, 10.1.2.3"}, trust).address, ip("203.0.113.1"));
  EXPECT_EQ(seen("127.0.0.1", {"1.2.3.4", "203.0.113.1", "10.1.2.3"}, trust).address, ip("203.0.113.1"));
  EXPECT_EQ(seen("127.0.0.1", {"10.0.0.9, 10.0.0.8"}, trust).address, ip("10.0.0.9"));
  const Seen direct = seen("127.0.0.1", {}, trust);
  EXPECT_EQ(direct.address, ip("127.0.0.1"));
  EXPECT_FALSE(direct.forwarded);
}

TEST(ClientAddress, WhatCannotBeReadIsTheProxysOwn) {
  const ProxyTrust trust = trusting({"10.0.0.0/8"});
  for (const char* value : {"unknown", "_hidden", "", "203.0.113.1; DROP", "203.0.113.999", "[::1"}) {
    const Seen got = seen("10.0.0.1", {"1.2.3.4, " + std::string(value)}, trust);
    EXPECT_EQ(got.address, ip("10.0.0.1")) << value;
    EXPECT_TRUE(got.forwarded);
  }
}

TEST(ClientAddress, PortsAndBracketsAreLeftOut) {
  const ProxyTrust trust = trusting({"10.0.0.1"});
  EXPECT_EQ(seen("10.0.0.1", {"203.0.113.1:4711"}, trust).address, ip("203.0.113.1"));
  EXPECT_EQ(seen("10.0.0.1", {"[2001:db8::17]:4711"}, trust).address, ip("2001:db8::17"));
  EXPECT_EQ(seen("10.0.0.1", {"2001:db8::17"}, trust).address, ip("2001:db8::17"));
}

TEST(ClientAddress, ForwardedIsReadAsRfc7239Writes) {
  const ProxyTrust trust = trusting({"10.0.0.0/8"}, ForwardedHeader::forwarded);
  EXPECT_EQ(seen("10.0.0.1", {"for=192.0.2.60;proto=http;by=203.0.113.43"}, trust).address, ip("192.0.2.60"));
  EXPECT_EQ(seen("10.0.0.1", {R"(for=1.2.3.4, proto=https;For="[2001:db8:cafe::17]:4711")"}, trust).address,
            ip("2001:db8:cafe::17"));
  EXPECT_EQ(seen("10.0.0.1", {R"(for=1.2.3.4, for=192.0.2.43;ext="a, b; for=9.9.9.9", for=10.0.0.2)"}, trust)
                .address,
            ip("192.0.2.43"));
  EXPECT_EQ(seen("10.0.0.1", {"for=_SEVKISEK"}, trust).address, ip("10.0.0.1"));
  EXPECT_EQ(seen("10.0.0.1", {"proto=http"}, trust).address, ip("10.0.0.1"));
}

TEST(AddressBlock, ContainsWhatItsBitsSay) {
  const auto contains = [](const char* block, const char* address) {
    return AddressBlock::parse(block).value().contains(ip(address));
  };
  EXPECT_TRUE(contains("172.16.0.0/12", "172.31.255.255"));
  EXPECT_FALSE(contains("172.16.0.0/12", "172.32.0.0"));
  EXPECT_TRUE(contains("0.0.0.0/0", "203.0.113.1"));
  EXPECT_FALSE(contains("0.0.0.0/0", "2001:db8::1"));
  EXPECT_TRUE(contains("2001:db8::/33", "2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8::/33", "2001:db8:8000::1"));
  EXPECT_TRUE(contains("::1", "::1"));
  EXPECT_TRUE(contains("127.0.0.1", "::ffff:127.0.0.1"));
  for (const char* wrong :
       {"", "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "10.0.0.0/8x", "10.0/8"})
    EXPECT_FALSE(AddressBlock::parse(wrong)) << wrong;
}

TEST(ClientAddress, KnowsThisMachine) {
  for (const char* own : {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback(ip(own)));
  for (const char* other : {"128.0.0.1", "10.0.0.1", "::2", "fe80::1"}) EXPECT_FALSE(is_loopback(ip(other)));
}

}  // namespace
}  // namespace portcheck::server
