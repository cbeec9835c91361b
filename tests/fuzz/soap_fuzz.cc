// Salesforce's Outbound Message: bounded, ids of the form that Salesforce gives out, the same again.
#include "require.h"
#include "server/desk/soap.h"

namespace portcheck::server {
namespace {

void run(std::string_view input) {
  const auto message = parse_outbound_message(input);
  if (!message) return;
  PORTCHECK_FUZZ_REQUIRE(message->notifications.size() <= 100);
  for (const Notification& one : message->notifications) {
    for (const std::string* text : {&one.id, &one.object_id, &one.type, &one.actor, &one.parent})
      PORTCHECK_FUZZ_REQUIRE(text->size() <= input.size());
    const std::string id = salesforce_id(one.object_id);
    PORTCHECK_FUZZ_REQUIRE(id.empty() || (id.size() == 18 && salesforce_id(id) == id));
  }
  PORTCHECK_FUZZ_REQUIRE(parse_outbound_message(input)->notifications.size() ==
                         message->notifications.size());
}

}  // namespace
}  // namespace portcheck::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::server::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
