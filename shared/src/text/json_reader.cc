#include "text/json_reader.h"

#include "portcheck/limits.h"
#include "text/json_scanner.h"
#include "text/utf8.h"

namespace portcheck::text {
namespace {

constexpr size_t kMembers = 256;  // per object, so that looking for repeated names stays cheap

class Parser : JsonScanner {
 public:
  using JsonScanner::JsonScanner;

  std::optional<JsonError> run(JsonValue& out) {
    if (value(out, 0)) {
      skip_space();
      if (at_end()) return std::nullopt;
      fail("something follows the end of the document");
    }
    return JsonError{offset(), reason()};
  }

 private:
  bool value(JsonValue& out, int depth) {
    if (depth > limits::kJsonDepth) return fail("nested too deeply");
    out = JsonValue();
    skip_space();
    switch (peek()) {
      case '{':
        return object(out, depth);
      case '[':
        return array(out, depth);
      case '"':
        out.type = JsonValue::Type::string;
        return string(out.string);
      case 't':
        out.boolean = true;
        out.type = JsonValue::Type::boolean;
        return word("true");
      case 'f':
        out.type = JsonValue::Type::boolean;
        return word("false");
      case 'n':
        return word("null");
      default:
        out.type = JsonValue::Type::integer;
        return integer(out.integer);
    }
  }

  bool object(JsonValue& out, int depth) {
    out.type = JsonValue::Type::object;
    step();
    if (take('}')) return true;
    do {
      skip_space();
      std::string name;
      if (peek() != '"') return fail("expected a member name in quotes");
      if (!string(name)) return false;
      if (!take(':')) return fail("expected a colon");
      JsonValue member;
      if (!value(member, depth + 1)) return false;
      if (out.members.size() == kMembers) return fail("an object has too many members");
      set(out, std::move(name), std::move(member));
    } while (take(','));
    return take('}') || fail("expected a comma or a closing brace");
  }

  static void set(JsonValue& object, std::string name, JsonValue member) {
    for (auto& [existing, value] : object.members) {
      if (existing == name) {
        value = std::move(member);
        return;
      }
    }
    object.members.push_back({std::move(name), std::move(member)});
  }

  bool array(JsonValue& out, int depth) {
    out.type = JsonValue::Type::array;
    step();
    if (take(']')) return true;
    do {
      if (!value(out.items.emplace_back(), depth + 1)) return false;
    } while (take(','));
    return take(']') || fail("expected a comma or a closing bracket");
  }
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const auto& [existing, value] : members) {
    if (existing == name) return &value;
  }
  return nullptr;
}

std::optional<JsonError> parse_json(std::string_view document, JsonValue& out) {
  const size_t valid = valid_utf8_prefix(document);
  if (valid != document.size()) return JsonError{valid, "not UTF-8"};
  return Parser(document).run(out);
}

}  // namespace portcheck::text
