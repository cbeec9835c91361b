// JSON with // and /* */ comments and trailing commas, as a tree that knows the line of everything in it: a
// wrong setting is reported where it stands. Only for configuration; requests are parsed elsewhere.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace portcheck::server {

struct JsonNode {
  struct Member;
  using Object = std::vector<Member>;  // in file order; keys are unique
  using Array = std::vector<JsonNode>;
  std::variant<std::nullptr_t, bool, int64_t, double, std::string, Array, Object> value;
  int line = 1;
};
struct JsonNode::Member {
  std::string key;
  int line = 1;  // of the key
  JsonNode node;
};

struct JsonError {
  int line = 0;
  int column = 0;  // in bytes, from 1
  std::string reason;
};

// Nothing wrong: `error.line` is 0.
JsonNode parse_jsonc(std::string_view text, JsonError& error);

std::string to_json(const JsonNode& node);  // strict JSON on one line

std::string describe(const JsonNode& node);  // what was found, for messages: `"abc"`, `12`, `a list`

}  // namespace portcheck::server
