#include "server/webhook/standard_webhooks.h"

#include <gtest/gtest.h>

namespace portcheck::server {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr std::string_view kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr std::string_view kOther = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
constexpr int64_t kSent = 1614265330;
constexpr std::string_view kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

WebhookRequest vector_request() {
  return {.method = "POST",
          .target = "/webhooks/demo",
          .headers = {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                      {"webhook-timestamp", "1614265330"},
                      {"webhook-signature", std::string(kSignature)}},
          .body = R"({"test": 2432232314})"};
}

WebhookRequest with(std::string name, std::string value) {
  WebhookRequest request = vector_request();
  request.headers.erase(name);
  request.headers.emplace(std::move(name), std::move(value));
  return request;
}

std::string key(std::string_view secret) {
  return *decode_webhook_secret(secret);
}

Verified verify(const WebhookRequest& request, int64_t skew = 0,
                std::vector<std::string> keys = {key(kSecret)}) {
  return verify_standard_webhook(keys, request, sys_seconds(seconds(kSent + skew)));
}

TEST(StandardWebhooks, AcceptsTheSpecificationsVector) {
  EXPECT_EQ(verify(vector_request()), Verified::ok);
}

TEST(StandardWebhooks, SignsTheSpecificationsVector) {
  EXPECT_EQ(sign_standard_webhook({key(kSecret)}, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                                  R"({"test": 2432232314})"),
            kSignature);
}

TEST(StandardWebhooks, RefusesAChangedByteAnywhere) {
  WebhookRequest body = vector_request();
  body.body[2] = 'T';
  EXPECT_EQ(verify(body), Verified::bad_signature);
  EXPECT_EQ(verify(with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJeK")), Verified::bad_signature);
  EXPECT_EQ(verify(with("webhook-timestamp", "1614265331")), Verified::bad_signature);
  EXPECT_EQ(verify(vector_request(), 0, {key(kOther)}), Verified::bad_signature);
  EXPECT_EQ(verify(vector_request(), 0, {}), Verified::bad_signature);
}

TEST(StandardWebhooks, ToleratesFiveMinutesBothWaysAndNoMore) {
  EXPECT_EQ(verify(vector_request(), 299), Verified::ok);
  EXPECT_EQ(verify(vector_request(), -299), Verified::ok);
  EXPECT_EQ(verify(vector_request(), 300), Verified::ok);
  EXPECT_EQ(verify(vector_request(), 301), Verified::stale);
  EXPECT_EQ(verify(vector_request(), -301), Verified::stale);
}

TEST(StandardWebhooks, TellsNobodyWithoutAKeyThatTheTimestampIsStale) {
  EXPECT_EQ(verify(vector_request(), 9000, {key(kOther)}), Verified::bad_signature);
}

TEST(StandardWebhooks, AcceptsEveryActiveSecretDuringAChange) {
  EXPECT_EQ(verify(vector_request(), 0, {key(kOther), key(kSecret)}), Verified::ok);
  const std::string both = sign_standard_webhook({key(kOther), key(kSecret)}, "id", "1614265330", "{}");
  WebhookRequest request = with("webhook-signature", both);
  request.headers.find("webhook-id")->second = "id";
  request.body = "{}";
  EXPECT_EQ(verify(request, 0, {key(kSecret)}), Verified::ok);
  EXPECT_EQ(verify(request, 0, {key(kOther)}), Verified::ok);
}

TEST(StandardWebhooks, SkipsSignaturesOfOtherVersions) {
  const std::string good(kSignature);
  EXPECT_EQ(verify(with("webhook-signature", "v1a,AAAA v2,xyz " + good)), Verified::ok);
  EXPECT_EQ(verify(with("webhook-signature", "v2," + good.substr(3))), Verified::bad_signature);
  EXPECT_EQ(verify(with("webhook-signature", "v1,")), Verified::bad_signature);
}

TEST(StandardWebhooks, CallsMissingRepeatedAndUnreadableHeadersMalformed) {
  for (const char* name : {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
    WebhookRequest missing = vector_request();
    missing.headers.erase(name);
    EXPECT_EQ(verify(missing), Verified::malformed) << name;
    WebhookRequest repeated = vector_request();
    repeated.headers.emplace(name, repeated.headers.find(name)->second);
    EXPECT_EQ(verify(repeated), Verified::malformed) << name;
    EXPECT_EQ(verify(with(name, "")), Verified::malformed) << name;
    EXPECT_EQ(verify(with(name, std::string(5000, 'a'))), Verified::malformed) << name;
  }
  for (const char* time :
       {"now", "1614265330.5", "-1", " 1614265330", "1614265330 ", "99999999999999999999"}) {
    EXPECT_EQ(verify(with("webhook-timestamp", time)), Verified::malformed) << time;
  }
  EXPECT_EQ(verify(with("webhook-id", "a.b")), Verified::malformed);
}

TEST(WebhookSecret, IsPrefixAndBase64OfEnoughBytes) {
  EXPECT_TRUE(decode_webhook_secret(make_webhook_secret()));
  EXPECT_NE(make_webhook_secret(), make_webhook_secret());
  for (const char* wrong :
       {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_short", "whsec_MfKQ9r8GKYqrTwjU",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa w", "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
    EXPECT_FALSE(decode_webhook_secret(wrong)) << wrong;
  }
}

TEST(Base64, RoundTripsAndIsStrict) {
  for (const std::string text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    EXPECT_EQ(base64_decode(base64_encode(text)), text);
  }
  EXPECT_EQ(base64_encode("foobar"), "Zm9vYmFy");
  for (const char* wrong : {"Zg", "Zg=", "Zh==", "Zg==\n", "Z===", "====", "Zm9*"}) {
    EXPECT_FALSE(base64_decode(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace portcheck::server
