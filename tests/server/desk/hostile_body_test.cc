// Bodies of webhooks that are made to hurt, at every desk: refused, in bounded time and stack.
#include <gtest/gtest.h>

#include "server/desk/make_desk.h"
#include "server/desk/shape.h"

namespace portcheck::server {
namespace {

std::string repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(HostileBody, IsRefusedByEveryDesk) {
  constexpr size_t kBytes = 1'000'000;  // what the server takes of a webhook
  const std::string open = repeated("[", kBytes / 2), deep = repeated(R"({"ticket":)", kBytes / 12);
  for (const DeskShape& shape : kDeskShapes) {
    DeskSettings settings;
    settings.name = settings.kind = std::string(shape.kind);
    settings.base_url = "https://desk.invalid";
    settings.account = "portcheck";
    settings.webhook_secrets = {"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="};
    const auto desk = make_desk(settings);
    for (const std::string& body :
         {std::string(), std::string("{"), open, open + repeated("]", kBytes / 2), deep,
          deep + "1" + repeated("}", kBytes / 12), repeated("<a>", kBytes / 3), std::string(1000, '\0'),
          std::string(R"({"ticket":{"id":1e999}})"), std::string(R"({"ticket":{"id":"../../admin"}})"),
          std::string("{\"ticket\":{\"id\":\"\xff\xfe\"}}"), std::string(R"({"ticket":{"id":-1}})"),
          std::string(R"(<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>)")}) {
      const auto decoded =
          desk->decode({.method = "POST", .target = "/webhooks/x", .headers = {}, .body = body});
      EXPECT_TRUE(decoded.value.empty()) << shape.kind << ": " << body.substr(0, 40);
    }
  }
}

}  // namespace
}  // namespace portcheck::server
