// A webhook's body, as each help-desk decodes it: the first byte says whose. What comes out names tickets of
// that desk's form, and the same again.
#include <memory>
#include <vector>

#include "require.h"
#include "server/desk/make_desk.h"
#include "server/desk/shape.h"

namespace portcheck::server {
namespace {

std::vector<std::unique_ptr<Desk>> every_desk() {
  std::vector<std::unique_ptr<Desk>> out;
  for (const DeskShape& shape : kDeskShapes) {
    DeskSettings settings;
    settings.name = std::string(shape.kind);
    settings.kind = settings.name;
    settings.base_url = "https://desk.invalid";
    settings.account = "portcheck";
    settings.organization = "00D000000000001AAA";
    settings.webhook_secrets = {"whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="};
    out.push_back(make_desk(settings));
  }
  return out;
}

void run(std::string_view input) {
  static const std::vector<std::unique_ptr<Desk>> desks = every_desk();
  if (input.empty()) return;
  const size_t index = static_cast<unsigned char>(input[0]) % desks.size();
  const Desk& desk = *desks[index];
  const WebhookRequest request{
      .method = "POST", .target = "/webhooks/x", .headers = {}, .body = std::string(input.substr(1))};
  const auto decoded = desk.decode(request), again = desk.decode(request);
  PORTCHECK_FUZZ_REQUIRE(decoded.error == again.error && decoded.value.size() == again.value.size());
  PORTCHECK_FUZZ_REQUIRE(decoded.ok() || decoded.value.empty());
  for (size_t i = 0; i < decoded.value.size(); ++i) {
    const TicketEvent& event = decoded.value[i];
    PORTCHECK_FUZZ_REQUIRE(event.desk == desk.name() && event.actor != "portcheck");
    PORTCHECK_FUZZ_REQUIRE(is_ticket_id(kDeskShapes[index].id, event.ticket_id));
    PORTCHECK_FUZZ_REQUIRE(!event.dedupe_key.empty() && event.dedupe_key.size() <= request.body.size() + 256);
    PORTCHECK_FUZZ_REQUIRE(event.ticket_id == again.value[i].ticket_id);
  }
}

}  // namespace
}  // namespace portcheck::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::server::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
