// Defaults < file < environment < command line, validated as a whole. Any mistake means that the server does
// not start.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/config/config.h"

namespace portcheck::server {

struct LoadedConfig {
  Config config;
  std::vector<std::string> errors;    // each one line: place, key, what was found, what is allowed
  std::vector<std::string> warnings;  // risky, but possible
};

using Environment = std::function<const char*(const char*)>;  // getenv

struct ConfigOverrides {
  std::optional<std::string> port, data_dir;  // --port, --data; as typed
};

// `file` empty: no file. `variables` is the process's environment, for variables that no setting has.
LoadedConfig load_config(const std::string& file, const Environment& environment,
                         const std::vector<std::string>& variables, const ConfigOverrides& overrides);

// The same on text, for tests; `name` stands for the file's name in messages.
LoadedConfig load_config_text(std::string_view text, const std::string& name, const Environment& environment,
                              const std::vector<std::string>& variables, const ConfigOverrides& overrides);

std::string_view default_config_text();  // default_config.jsonc, as built in

}  // namespace portcheck::server
