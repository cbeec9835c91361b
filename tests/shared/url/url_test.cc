#include "url/url.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace portcheck::url {
namespace {

TEST(Url, SaysWhatAnAddressIs) {
  struct Expected {
    const char* text;
    Status status;
  };
  const Expected kExpected[] = {
      {"https://acme.invoca.net/a_campaigns/terms/11", Status::ok},
      {"HTTP://ACME.invoca.net", Status::ok},
      {"https://acme.invoca.net:8443/x?y=http://z.com#top", Status::ok},
      {"https://user:pw@acme.invoca.net/", Status::ok},
      {"https://192.168.0.1/", Status::ok},
      {"https://[::1]:80/", Status::ok},
      {"https://b\xC3\xBC"
       "cher.example/",
       Status::ok},
      {"https://acme.invoca.net./", Status::ok},
      {"", Status::empty},
      {"acme.invoca.net/x", Status::no_scheme},
      {"acme.invoca.net:8080/x", Status::no_scheme},
      {"//acme.invoca.net", Status::no_scheme},
      {"http:/x.com", Status::slashes},
      {"http:x.com", Status::slashes},
      {"https:///x.com", Status::slashes},
      {"http//x.com", Status::slashes},
      {"htps://x.com", Status::scheme},
      {"ftp://x.com", Status::scheme},
      {"mailto:a@x.com", Status::scheme},
      {"javascript:alert(1)", Status::script},
      {"JavaScript:alert(1)", Status::script},
      {"https://", Status::host},
      {"https://nodot/", Status::host},
      {"https://a..b/", Status::host},
      {"https://-a.com/", Status::host},
      {"https://300.1.1.1/", Status::host},
      {"https://1.2.3/", Status::ok},
      {"https://[::1/", Status::host},
      {"https://x.com:70000/", Status::port},
      {"https://x.com:8a/", Status::port},
      {"https://x.com\\y", Status::character},
      {"https://a<b.com/", Status::character},
      {"https://a b.com/", Status::space},
      {"https://x.com, https://y.com", Status::several},
      {"Spring Campaign", Status::word},
      {"12345", Status::word},
  };
  for (const Expected& expected : kExpected) {
    EXPECT_EQ(static_cast<int>(parse(expected.text).status), static_cast<int>(expected.status))
        << expected.text;
  }
}

// Beside each text what `new URL()` of a browser does with it. Whatever we take a browser takes too, but for
// what needs Unicode's tables (punycode that means nothing, mixed directions). We refuse more than it does:
// what it repairs, and hosts that no name server can have.
TEST(Url, IsNeverMoreLenientThanABrowser) {
  constexpr bool kIp = true, kName = false, kTakes = true, kRefuses = false;
  const struct {
    std::string_view text;
    Status status;
    bool ip, browser;
  } kCases[] = {
      {"https://acme.invoca.net", Status::ok, kName, kTakes},
      {"https://acme.invoca.net.", Status::ok, kName, kTakes},
      {"https://.acme.net", Status::host, kName, kTakes},
      {"https://a..b.net", Status::host, kName, kTakes},
      {"https://ex%61mple.com", Status::character, kName, kTakes},
      {"https://exa%2Fmple.com", Status::character, kName, kRefuses},
      {"https://exa%mple.com", Status::character, kName, kRefuses},
      {"https://%41%42.com/", Status::character, kName, kTakes},
      {"https://a%00b.com", Status::character, kName, kRefuses},
      {"https://b\xC3\xBC"
       "cher.de/",
       Status::ok, kName, kTakes},
      {"https://xn--bcher-kva.de/", Status::ok, kName, kTakes},
      {"https://xn--a.com/", Status::ok, kName, kRefuses},
      {"https://xn--.com/", Status::host, kName, kRefuses},
      {"https://xn--0.pt/", Status::ok, kName, kRefuses},
      {"https://xn--bcher-kvaa.de/", Status::ok, kName, kTakes},
      {"https://acme\xE3\x80\x82invoca.net/", Status::character, kName, kTakes},
      {"https://acme\xEF\xBC\x8Einvoca\xEF\xBD\xA1net/", Status::character, kName, kTakes},
      {"https://\xEF\xBD\x81"
       "cme.net/",
       Status::character, kName, kTakes},
      {"https://acm\xC2\xAD"
       "e.net/",
       Status::character, kName, kTakes},
      {"https://\xC2\xAD.net/", Status::character, kName, kTakes},
      {"https://\xC2\xAD/", Status::character, kName, kRefuses},
      {"https://a\xE2\x80\x8B"
       "b.net/",
       Status::character, kName, kTakes},
      {"https://fa\xC3\x9F.de/", Status::ok, kName, kTakes},
      {"https://\xF0\x9F\x92\xA9.com/", Status::ok, kName, kTakes},
      {"https://a\xEF\xBC\x85"
       "b.com/",
       Status::character, kName, kRefuses},
      {"https://\xEF\xBC\x90x7f.1/", Status::character, kName, kTakes},
      {"https://\xEF\xBC\x91.2.3.4/", Status::character, kName, kTakes},
      {"https://0x7f.1/", Status::ok, kIp, kTakes},
      {"https://0x7f.0.0.1/", Status::ok, kIp, kTakes},
      {"https://0x/", Status::ok, kIp, kTakes},
      {"https://1.2.3/", Status::ok, kIp, kTakes},
      {"https://1.2.3.4/", Status::ok, kIp, kTakes},
      {"https://1.2.3.4./", Status::ok, kIp, kTakes},
      {"https://1.2.3.4.5/", Status::host, kName, kRefuses},
      {"https://256.1.1.1/", Status::host, kName, kRefuses},
      {"https://1.2.3.256/", Status::host, kName, kRefuses},
      {"https://1.2.65535/", Status::ok, kIp, kTakes},
      {"https://1.2.65536/", Status::host, kName, kRefuses},
      {"https://4294967295/", Status::ok, kIp, kTakes},
      {"https://4294967296/", Status::host, kName, kRefuses},
      {"https://0177.0.0.1/", Status::ok, kIp, kTakes},
      {"https://08.0.0.1/", Status::host, kName, kRefuses},
      {"https://a.08/", Status::host, kName, kRefuses},
      {"https://a.0x/", Status::host, kName, kRefuses},
      {"https://a.0xg/", Status::ok, kName, kTakes},
      {"https://1.2.3.4a/", Status::ok, kName, kTakes},
      {"https://foo.1/", Status::host, kName, kRefuses},
      {"https://foo.1./", Status::host, kName, kRefuses},
      {"https://foo.0x4/", Status::host, kName, kRefuses},
      {"https://[::1]/", Status::ok, kIp, kTakes},
      {"https://[::1]:443/", Status::ok, kIp, kTakes},
      {"https://[1:2:3:4:5:6:7:8]/", Status::ok, kIp, kTakes},
      {"https://[1:2:3:4:5:6:7]/", Status::host, kName, kRefuses},
      {"https://[1:2:3:4:5:6:7:8:9]/", Status::host, kName, kRefuses},
      {"https://[1::2::3]/", Status::host, kName, kRefuses},
      {"https://[::1.2.3.4]/", Status::ok, kIp, kTakes},
      {"https://[::1.2.3]/", Status::host, kName, kRefuses},
      {"https://[::256.1.1.1]/", Status::host, kName, kRefuses},
      {"https://[12345::]/", Status::host, kName, kRefuses},
      {"https://[::1%25eth0]/", Status::host, kName, kRefuses},
      {"https://[]/", Status::host, kName, kRefuses},
      {"https://[::]/", Status::ok, kIp, kTakes},
      {"https://[:::]/", Status::host, kName, kRefuses},
      {"https://[::1]x/", Status::host, kName, kRefuses},
      {"https://[::1/", Status::host, kName, kRefuses},
      {"https://::1/", Status::character, kName, kRefuses},
      {"https://user@acme.net/", Status::ok, kName, kTakes},
      {"https://user:pw@acme.net/", Status::ok, kName, kTakes},
      {"https://us%er:p@w@acme.net/", Status::ok, kName, kTakes},
      {"https://@acme.net/", Status::ok, kName, kTakes},
      {"https://:@acme.net/", Status::ok, kName, kTakes},
      {"https://user@/", Status::host, kName, kRefuses},
      {"https://acme.net:/", Status::ok, kName, kTakes},
      {"https://acme.net:0/", Status::ok, kName, kTakes},
      {"https://acme.net:65535/", Status::ok, kName, kTakes},
      {"https://acme.net:65536/", Status::port, kName, kRefuses},
      {"https://acme.net:00000080/", Status::ok, kName, kTakes},
      {"https://acme.net:000000000000000000000000000000080/", Status::ok, kName, kTakes},
      {"https://acme.net:8a/", Status::port, kName, kRefuses},
      {"https://acme.net: 80/", Status::space, kName, kRefuses},
      {"https://acme.net:-1/", Status::port, kName, kRefuses},
      {"https://acme.net:80:90/", Status::character, kName, kRefuses},
      {"https://:80/", Status::host, kName, kRefuses},
      {"https://", Status::host, kName, kRefuses},
      {"https:///", Status::host, kName, kRefuses},
      {"https:////x.com", Status::slashes, kName, kTakes},
      {"https:x.com", Status::slashes, kName, kTakes},
      {"https:/x.com", Status::slashes, kName, kTakes},
      {"https:\\\\x.com", Status::slashes, kName, kTakes},
      {"https:/\\x.com", Status::slashes, kName, kTakes},
      {"https://x.com\\y", Status::character, kName, kTakes},
      {"https://x.com/a\\b", Status::character, kName, kTakes},
      {"https://x.com/?a\\b", Status::character, kName, kTakes},
      {"https://x.com/#a\\b", Status::character, kName, kTakes},
      {"https://a\x09"
       "cme.net/",
       Status::space, kName, kTakes},
      {"https://acme.net/a\x09"
       "b",
       Status::space, kName, kTakes},
      {"https://acme.net/a b", Status::space, kName, kTakes},
      {"https://acme.net/?a b", Status::space, kName, kTakes},
      {"https://a b.net/", Status::space, kName, kRefuses},
      {"https://a<b.net/", Status::character, kName, kRefuses},
      {"https://a>b.net/", Status::character, kName, kRefuses},
      {"https://a^b.net/", Status::character, kName, kRefuses},
      {"https://a|b.net/", Status::character, kName, kRefuses},
      {"https://a`b.net/", Status::character, kName, kTakes},
      {"https://a{b.net/", Status::character, kName, kTakes},
      {"https://a\"b.net/", Status::character, kName, kTakes},
      {"https://a'b.net/", Status::character, kName, kTakes},
      {"https://a!b.net/", Status::character, kName, kTakes},
      {"https://a$b.net/", Status::character, kName, kTakes},
      {"https://a&b.net/", Status::character, kName, kTakes},
      {"https://a(b).net/", Status::character, kName, kTakes},
      {"https://a*b.net/", Status::character, kName, kTakes},
      {"https://*.invoca.net/", Status::character, kName, kTakes},
      {"https://a+b.net/", Status::character, kName, kTakes},
      {"https://a,b.net/", Status::character, kName, kTakes},
      {"https://a;b.net/", Status::character, kName, kTakes},
      {"https://a=b.net/", Status::character, kName, kTakes},
      {"https://a~b.net/", Status::character, kName, kTakes},
      {"https://a_b.net/", Status::ok, kName, kTakes},
      {"https://_acme.net/", Status::ok, kName, kTakes},
      {"https://-acme.net/", Status::host, kName, kTakes},
      {"https://acme-.net/", Status::host, kName, kTakes},
      {"https://acme.-net/", Status::host, kName, kTakes},
      {"https://a\x7F"
       "b.net/",
       Status::character, kName, kRefuses},
      {"https://a\x01"
       "b.net/",
       Status::character, kName, kRefuses},
      {"https://acme.net/\x01", Status::ok, kName, kTakes},
      {"https://acme.net/%", Status::ok, kName, kTakes},
      {"https://acme.net/\"x\"", Status::ok, kName, kTakes},
      {"https://acme.net/<x>", Status::ok, kName, kTakes},
      {"https://acme.net/\xC3\xA9", Status::ok, kName, kTakes},
      {"https://localhost/", Status::ok, kName, kTakes},
      {"https://localhost:8080/", Status::ok, kName, kTakes},
      {"https://intranet/", Status::host, kName, kTakes},
      {"https://acme.net?x=1", Status::ok, kName, kTakes},
      {"https://acme.net#x", Status::ok, kName, kTakes},
      {"https://acme.net;x", Status::character, kName, kTakes},
      {"HTTPS://ACME.NET/", Status::ok, kName, kTakes},
      {"hTTp://acme.net", Status::ok, kName, kTakes},
      {"http://http://acme.net", Status::slashes, kName, kTakes},
      {"https://https://acme.net", Status::slashes, kName, kTakes},
      {"https://https:/acme.net", Status::slashes, kName, kTakes},
      {"https://acme.net/https://b.net", Status::ok, kName, kTakes},
      {"ftp://acme.net/", Status::scheme, kName, kRefuses},
      {"mailto:a@b.net", Status::scheme, kName, kRefuses},
      {"javascript:alert(1)", Status::script, kName, kRefuses},
      {"java\x09script:alert(1)", Status::script, kName, kRefuses},
      {"data:text/html,x", Status::script, kName, kRefuses},
      {"blob:https://acme.net/x", Status::script, kName, kRefuses},
      {"about:blank", Status::script, kName, kRefuses},
      {"file:///etc/passwd", Status::script, kName, kRefuses},
      {"view-source:https://acme.net/", Status::scheme, kName, kRefuses},
      {"https ://acme.net/", Status::space, kName, kRefuses},
      {"https.//acme.net", Status::scheme, kName, kRefuses},
      {"https//acme.net", Status::slashes, kName, kRefuses},
      {"//acme.net/x", Status::no_scheme, kName, kRefuses},
      {"1.2.3.4", Status::word, kName, kRefuses},
      {"https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.net/", Status::host,
       kName, kTakes},
      {"https://acme.net\xEF\xBC\x8Fx/", Status::character, kName, kRefuses},
      {"https://acme\xE2\x84\x80.net/", Status::character, kName, kRefuses},
      {"https://\xE2\x80\xAE"
       "acme.net/",
       Status::character, kName, kRefuses},
      {"https://acme.net:\xEF\xBC\x98\xEF\xBC\x90/", Status::port, kName, kRefuses},
      {"https://\xD8\xA7\xD8\xA8.com/", Status::ok, kName, kTakes},
      {"https://\xD8\xA7"
       "a.com/",
       Status::ok, kName, kRefuses},
      {"https://a.\xE3\x80\x82net/", Status::character, kName, kTakes},
      {"https://\xEF\xBF\xBD.com/", Status::character, kName, kRefuses},
      {"https://acme.net/\xEF\xBF\xBD", Status::ok, kName, kTakes},
      {"https://%EF%BC%85%EF%BC%94%EF%BC%91.com/", Status::character, kName, kRefuses},
      {"https://xn--ls8h.la/", Status::ok, kName, kTakes},
      {"https://XN--BCHER-KVA.de/", Status::ok, kName, kTakes},
      {"https://acme.net%2e/", Status::character, kName, kTakes},
      {"https://acme%2enet/", Status::character, kName, kTakes},
      {"https://acme%20x.net/", Status::character, kName, kRefuses},
      {"https://%5B::1%5D/", Status::port, kName, kRefuses},
      {"https://[::1%5d/", Status::port, kName, kRefuses},
      {"https://?x", Status::host, kName, kRefuses},
      {"https://#x", Status::host, kName, kRefuses},
      {"https://acme.net/?q=http://a.net, http://b.net", Status::space, kName, kTakes},
      {"https://a.net/x,https://b.net/y", Status::several, kName, kTakes},
  };
  const std::set<std::string_view> kWithoutTables = {"https://xn--a.com/", "https://xn--0.pt/",
                                                     "https://\xD8\xA7"
                                                     "a.com/"};
  for (const auto& expected : kCases) {
    Url url = parse(expected.text);
    EXPECT_EQ(static_cast<int>(url.status), static_cast<int>(expected.status)) << expected.text;
    EXPECT_EQ(url.ip, expected.ip) << expected.text;
    bool lenient = url.status == Status::ok && !expected.browser;
    EXPECT_EQ(lenient, kWithoutTables.count(expected.text) != 0) << expected.text;
  }
}

TEST(Url, WhatItRepairsIsAnAddress) {
  for (const char* text :
       {"http:/x.com", "https//x.com/a?b", "htps://x.com", "x.com/y", "//x.com", "https://https://x.com",
        "https ://x.com", "https://a b.com/", "https:\\\\x.com"}) {
    Url url = parse(text);
    ASSERT_FALSE(url.repaired.empty()) << text;
    EXPECT_EQ(static_cast<int>(parse(url.repaired).status), static_cast<int>(Status::ok)) << url.repaired;
  }
}

TEST(Url, RepairsNothingToSeveralAddresses) {  // found by the fuzzer
  for (const char* text : {"hpttp:/0x7:/x,y/https://cc0m", "acme.net/x,b://y", "https:/a.net;http://b.net",
                           "htps://https:/x,http://b.net"}) {
    Url url = parse(text);
    EXPECT_NE(static_cast<int>(url.status), static_cast<int>(Status::ok)) << text;
    EXPECT_EQ(url.repaired, "") << text;
  }
  EXPECT_EQ(parse("htps://https://x.com").repaired, "https://x.com");
  EXPECT_EQ(parse("https://https://https://x.com").repaired, "https://x.com");
}

TEST(Url, TakesTheAddressApart) {
  Url url = parse("https://user@Acme.invoca.net:8443/a_campaigns/terms/11?x=1#y");
  EXPECT_EQ(url.host, "Acme.invoca.net");
  EXPECT_EQ(url.path(), "/a_campaigns/terms/11");
  EXPECT_TRUE(url.credentials);
}

TEST(Url, TheQuickWayAgreesWithTheCarefulOne) {
  const char* kParts[] = {"https://",    "http://",  "HTTPS://", "acme", ".", "net", "-",  "_",
                          "1",           "0x1f",     "/",        "?",    "#", ":",   "80", "@",
                          "a_campaigns", "%20",      "=",        "&",    ";", ",",   "|",  "\\",
                          " ",           "\xC3\xA9", "[",        "]",    "\t"};
  uint32_t state = 1;
  int quick = 0;
  for (int i = 0; i < 300'000; ++i) {
    std::string text = i % 4 ? "https://acme.invoca.net" : "";
    for (int n = 0; n < 6; ++n)
      text += kParts[((state = state * 1664525 + 1013904223) >> 16) % std::size(kParts)];
    OrdinaryUrl parts;
    if (!parse_ordinary(text, parts)) continue;
    const Url ordinary = url_of(parts);
    ++quick;
    Url careful = parse(text);
    ASSERT_EQ(static_cast<int>(careful.status), static_cast<int>(Status::ok)) << text;
    ASSERT_EQ(careful.scheme, ordinary.scheme) << text;
    ASSERT_EQ(careful.host, ordinary.host) << text;
    ASSERT_EQ(careful.path(), ordinary.path()) << text;
    ASSERT_EQ(careful.rest, ordinary.rest) << text;
    ASSERT_FALSE(careful.credentials || careful.ip) << text;
  }
  EXPECT_GT(quick, 5'000);
}

TEST(Url, DomainsEndAtADot) {
  EXPECT_TRUE(host_within("invoca.net", "invoca.net"));
  EXPECT_TRUE(host_within("ACME.Invoca.net.", "invoca.net"));
  EXPECT_FALSE(host_within("notinvoca.net", "invoca.net"));
  EXPECT_FALSE(host_within("invoca.net.evil.com", "invoca.net"));
}

TEST(Url, LongHostileTextsTakeLinearTime) {
  for (const char* unit : {"https://", "a.", ":", "@", "/", "?", " ", ";", "[", "%"}) {
    std::string text = "https://";
    while (text.size() < 200'000) text += unit;
    parse(text);
    parse(text.substr(8));
  }
}

}  // namespace
}  // namespace portcheck::url
