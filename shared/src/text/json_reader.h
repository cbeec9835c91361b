// A small bounded JSON parser (RFC 8259) for requests and options: depth and size are limited, duplicate
// names keep the last, numbers are integers. Documents of other modules (webhooks, configuration) are parsed
// by the server's library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace portcheck::text {

struct JsonMember;

struct JsonValue {
  enum class Type : uint8_t { null, boolean, integer, string, array, object };

  Type type = Type::null;
  bool boolean = false;
  int64_t integer = 0;
  std::string string;
  std::vector<JsonValue> items;     // array
  std::vector<JsonMember> members;  // object, in order

  const JsonValue* find(std::string_view name) const;  // null when absent or not an object
};

struct JsonMember {
  std::string name;
  JsonValue value;
};

struct JsonError {
  size_t offset = 0;  // byte of the document
  std::string_view reason;
};

// Refuses trailing bytes, ill-formed UTF-8, fractions and exponents, integers beyond int64 and depth beyond
// limits::kJsonDepth.
std::optional<JsonError> parse_json(std::string_view document, JsonValue& out);

}  // namespace portcheck::text
