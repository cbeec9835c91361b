#include "server/desk/json.h"

#include <charconv>

namespace portcheck::server {

const Json& member(const Json& json, JsonPath path) {
  static const Json none;
  const Json* at = &json;
  for (const std::string_view name : path) {
    if (!at->is_object()) return none;
    const auto found = at->find(name);
    if (found == at->end()) return none;
    at = &*found;
  }
  return *at;
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
  if (value.is_number_integer()) return value.dump();
  if (value.is_array()) return value.empty() ? std::string() : text_of(value.front());
  if (value.is_object()) {
    for (const char* name : {"value", "name"}) {
      if (const auto found = value.find(name); found != value.end() && !found->is_structured())
        return text_of(*found);
    }
  }
  return {};
}

std::string text_at(const Json& json, JsonPath path) {
  return text_of(member(json, path));
}

uint64_t size_at(const Json& json, JsonPath path) {
  const std::string text = text_at(json, path);
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : 0;
}

const Json& list_at(const Json& json, JsonPath path) {
  static const Json none = Json::array();
  const Json& found = member(json, path);
  return found.is_array() ? found : none;
}

std::vector<std::string> texts_at(const Json& json, JsonPath path) {
  std::vector<std::string> out;
  for (const Json& one : list_at(json, path)) out.push_back(text_of(one));
  return out;
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace portcheck::server
