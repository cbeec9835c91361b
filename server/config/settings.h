// The one list of settings: key, kind, bounds, where it goes. Loading, environment variables, error messages
// and the table in server/README.md all come from it (a test compares the table and default_config.jsonc).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/config/config.h"
#include "server/config/jsonc.h"

namespace portcheck::server {

enum class SettingKind : uint8_t { text, boolean, whole, duration, size, list, object };

template <class Target>
struct SettingOf {
  std::string_view key;  // "server.port"
  SettingKind kind;
  std::string allowed;  // continues "allowed: …"
  bool secret = false;  // its value is never shown; "<key>_file" names a file that holds it
  std::function<bool(Target&, const JsonNode&)> set;  // false: not allowed, nothing was changed
};
using Setting = SettingOf<Config>;
using DeskSetting = SettingOf<DeskSettings>;

const std::vector<Setting>& settings();
// Of each member of "desks": "base_url" is desks.NAME.base_url.
const std::vector<DeskSetting>& desk_settings();

std::string environment_name(std::string_view key);  // "PORTCHECK_SERVER_PORT"

// An environment variable's text as the value a file would have; lists are separated by commas.
JsonNode from_environment(SettingKind kind, const std::string& text);

// "250ms", "15s", "15min", "24h"; "64KiB", "64MiB", "1GiB". Nothing when the text is not that.
std::optional<Milliseconds> parse_duration(std::string_view text);
std::optional<uint64_t> parse_size(std::string_view text);

}  // namespace portcheck::server
