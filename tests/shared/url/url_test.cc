#include "url/url.h"

#include <gtest/gtest.h>

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
      {"https://1.2.3/", Status::host},
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

TEST(Url, WhatItRepairsIsAnAddress) {
  for (const char* text : {"http:/x.com", "https//x.com/a?b", "htps://x.com", "x.com/y", "//x.com",
                           "https://a b.com/", "https:\\\\x.com"}) {
    Url url = parse(text);
    ASSERT_FALSE(url.repaired.empty()) << text;
    EXPECT_EQ(static_cast<int>(parse(url.repaired).status), static_cast<int>(Status::ok)) << url.repaired;
  }
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
    Url ordinary;
    if (!parse_ordinary(text, ordinary)) continue;
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
