// Every scheme against a vector that was computed outside this program (openssl dgst -hmac).
#include "server/webhook/signature.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::string_view kBody = R"({"ticket":{"id":42}})";
constexpr std::string_view kSecret = "porting-secret";

struct Vector {
  std::string_view scheme, timestamp, signature;
  int64_t sent;
};

const std::vector<Vector> kVectors = {
    {"zendesk", "2021-03-25T05:09:27Z", "JzlT81Kj9rQS+eVX0BHWuq02a+uzxjdbD+4iMYliTRU=", 1616648967},
    {"jira", "", "sha256=217e6188fa3d63fbe267da39d885db074aa665bb026aa918f926f5f8d36f84bf", 0},
    {"hubspot", "1700000000000", "M73ZRN+KeFrvpk4zLnEbnq0m1x38lAZL4Z0zFvGRkpE=", 1700000000},
    {"front", "1700000000000", "HaYZy7F6H+YMFhdhYQ7u8SwjwsLSz6R7LA+qGFxIGh8=", 1700000000},
    {"help-scout", "", "7iqqDDsZAVX6/jV396/pSBoBDqI=", 0},
    {"zammad", "", "sha1=ee2aaa0c3b190155fafe3577f7afe9481a010ea2", 0},
};

WebhookRequest request_of(const Vector& vector) {
  const SignatureScheme& scheme = *find_scheme(vector.scheme);
  WebhookRequest request{
      .method = "POST", .target = "/webhooks/hubspot", .headers = {}, .body = std::string(kBody)};
  request.headers.emplace(scheme.signature_header, vector.signature);
  if (!scheme.timestamp_header.empty()) request.headers.emplace(scheme.timestamp_header, vector.timestamp);
  return request;
}

Verified verify(const Vector& vector, const WebhookRequest& request, int64_t later = 0,
                std::string_view url = "https://hook.example.com") {
  return verify_signature(*find_scheme(vector.scheme), {"an older secret", std::string(kSecret)}, request,
                          sys_seconds(seconds(vector.sent + later)), url);
}

TEST(Signature, EveryVectorIsAcceptedAndNoChangedOne) {
  for (const Vector& vector : kVectors) {
    const WebhookRequest good = request_of(vector);
    EXPECT_EQ(verify(vector, good), Verified::ok) << vector.scheme;
    WebhookRequest changed = good;
    changed.body[5] ^= 1;
    EXPECT_EQ(verify(vector, changed), Verified::bad_signature) << vector.scheme;
    EXPECT_EQ(verify_signature(*find_scheme(vector.scheme), {"another"}, good,
                               sys_seconds(seconds(vector.sent)), "https://hook.example.com"),
              Verified::bad_signature)
        << vector.scheme;
    WebhookRequest bare = good;
    bare.headers.clear();
    EXPECT_EQ(verify(vector, bare), Verified::malformed) << vector.scheme;
  }
}

TEST(Signature, TimestampsAreSecondsMillisecondsOrIsoAndAreHeldToFiveMinutes) {
  for (const Vector& vector : kVectors) {
    if (vector.timestamp.empty()) continue;
    const WebhookRequest good = request_of(vector);
    EXPECT_EQ(verify(vector, good, 300), Verified::ok) << vector.scheme;
    EXPECT_EQ(verify(vector, good, -300), Verified::ok) << vector.scheme;
    EXPECT_EQ(verify(vector, good, 301), Verified::stale) << vector.scheme;
    EXPECT_EQ(verify(vector, good, -301), Verified::stale) << vector.scheme;
  }
}

// HubSpot signs the address that it knows: behind a proxy that is not the one the server sees.
TEST(Signature, ThePublicAddressIsPartOfHubSpotsSignature) {
  const Vector& hubspot = kVectors[2];
  EXPECT_EQ(verify(hubspot, request_of(hubspot), 0, "http://127.0.0.1:8080"), Verified::bad_signature);
}

TEST(Signature, TheSecretSchemeTakesHeaderPasswordAndQuery) {
  const SignatureScheme& scheme = *find_scheme("secret");
  const auto given = [&](std::string target, std::string header, std::string value) {
    WebhookRequest request{.method = "POST", .target = std::move(target), .headers = {}, .body = "{}"};
    if (!header.empty()) request.headers.emplace(header, value);
    return verify_signature(scheme, {"0123456789abcdef", "the=other secret"}, request,
                            sys_seconds(seconds(0)));
  };
  EXPECT_EQ(given("/webhooks/f", "x-portcheck-secret", "0123456789abcdef"), Verified::ok);
  EXPECT_EQ(given("/webhooks/f", "authorization", "Basic " + base64_encode("any:0123456789abcdef")),
            Verified::ok);
  EXPECT_EQ(given("/webhooks/f", "authorization", "Bearer 0123456789abcdef"), Verified::ok);
  EXPECT_EQ(given("/webhooks/f?a=b&key=the%3Dother%20secret", "", ""), Verified::ok);
  EXPECT_EQ(given("/webhooks/f?key=0123456789abcdeF", "", ""), Verified::bad_signature);
  EXPECT_EQ(given("/webhooks/f?key=", "x-portcheck-secret", "0123"), Verified::bad_signature);
  EXPECT_EQ(given("/webhooks/f", "", ""), Verified::bad_signature);
  EXPECT_EQ(
      verify_signature(scheme, {""}, {.method = "POST", .target = "/?key=", .headers = {}, .body = {}}, {}),
      Verified::bad_signature)
      << "an empty secret admits nobody";
}

TEST(Signature, ReadsIsoTimesAndNothingElse) {
  const auto at = [](std::string_view text) { return parse_iso_time(text)->time_since_epoch().count(); };
  EXPECT_EQ(at("2021-03-25T05:09:27Z"), 1616648967);
  EXPECT_EQ(at("2021-03-25T05:09:27.692223355Z"), 1616648967);
  EXPECT_EQ(at("2021-03-25T06:09:27.000+0100"), 1616648967);
  EXPECT_EQ(at("2021-03-24T22:39:27-06:30"), 1616648967);
  EXPECT_EQ(at("2021-03-25 05:09:27"), 1616648967);
  for (const char* wrong : {"", "now", "2021-13-25T05:09:27Z", "2021-03-25T25:09:27Z", "2021-03-25T05:09:27X",
                            "1616648967", "2021-03-25T05:09:27+1"})
    EXPECT_FALSE(parse_iso_time(wrong)) << wrong;
}

}  // namespace
}  // namespace portcheck::server
