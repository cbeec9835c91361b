// Signature headers, of every scheme: lines "name: value", then the body. Nobody without the key gets in, a
// signature of ours does, and only as long as nothing of it is changed.
#include "require.h"
#include "server/webhook/signature.h"

namespace portcheck::server {
namespace {

constexpr std::chrono::sys_seconds kNow{std::chrono::seconds{1'700'000'000}};
const std::string kKey = "a key that no input can know, as it is never written down elsewhere";

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

WebhookRequest request_of(std::string_view input) {
  WebhookRequest out{.method = "POST", .target = {}, .headers = {}, .body = {}};
  for (;;) {
    const size_t end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    const size_t colon = line.find(": ");
    if (end == std::string_view::npos || line.empty()) break;
    if (colon == std::string_view::npos)
      out.target = line;
    else
      out.headers.emplace(lower(std::string(line.substr(0, colon))), line.substr(colon + 2));
    input.remove_prefix(end + 1);
  }
  out.body = input.empty() ? input : input.substr(1);
  return out;
}

std::string time_now(TimestampForm form) {
  return form == TimestampForm::iso            ? "2023-11-14T22:13:20Z"
         : form == TimestampForm::milliseconds ? "1700000000000"
                                               : "1700000000";
}

void run(std::string_view input) {
  WebhookRequest request = request_of(input);
  for (const SignatureScheme& scheme : kSchemes) {
    PORTCHECK_FUZZ_REQUIRE(verify_signature(scheme, {kKey}, request, kNow, "https://us.example") !=
                           Verified::ok);

    WebhookRequest ours{.method = "POST", .target = request.target, .headers = {}, .body = request.body};
    const std::string timestamp = time_now(scheme.timestamp), uri = "https://us.example" + request.target;
    if (!scheme.id_header.empty()) ours.headers.emplace(scheme.id_header, "id");
    if (!scheme.timestamp_header.empty()) ours.headers.emplace(scheme.timestamp_header, timestamp);
    ours.headers.emplace(
        scheme.signature_header,
        sign(scheme, kKey,
             {.id = "id", .timestamp = timestamp, .method = "POST", .uri = uri, .body = ours.body}));
    const auto verify = [&] { return verify_signature(scheme, {kKey}, ours, kNow, "https://us.example"); };
    PORTCHECK_FUZZ_REQUIRE(verify() == Verified::ok);
    if (scheme.content == SignedContent::nothing) continue;
    ours.body += 'x';
    PORTCHECK_FUZZ_REQUIRE(verify() == Verified::bad_signature);
  }
}

}  // namespace
}  // namespace portcheck::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::server::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
