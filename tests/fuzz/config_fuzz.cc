// A configuration file: every mistake is named with its place, JSON that is taken is written as JSON again.
#include "require.h"
#include "server/config/jsonc.h"
#include "server/config/load.h"

namespace portcheck::server {
namespace {

void require_same(const JsonNode& node, int depth) {
  JsonError error;
  const std::string text = to_json(node);
  const JsonNode again = parse_jsonc(text, error);
  PORTCHECK_FUZZ_REQUIRE(error.line == 0 && to_json(again) == text);
  PORTCHECK_FUZZ_REQUIRE(node.line >= 1 && depth < 1000 && !describe(node).empty());
}

void run(std::string_view input) {
  if (input.empty()) return;  // no file at all
  JsonError error;
  const JsonNode root = parse_jsonc(input, error);
  if (error.line == 0) require_same(root, 0);
  PORTCHECK_FUZZ_REQUIRE(error.line == 0 || (error.column >= 1 && !error.reason.empty()));

  // Secrets of files would be read from this machine's.
  if (input.find("_file") != std::string_view::npos) return;
  const LoadedConfig loaded =
      load_config_text(input, "portcheckd.jsonc", [](const char*) { return nullptr; }, {}, {});
  PORTCHECK_FUZZ_REQUIRE(error.line == 0 || !loaded.errors.empty());
  for (const std::string& line : loaded.errors) PORTCHECK_FUZZ_REQUIRE(line.find('\n') == std::string::npos);
}

}  // namespace
}  // namespace portcheck::server

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  portcheck::server::run({reinterpret_cast<const char*>(data), size});
  return 0;
}
