// Desks' JSON read without trust: what is missing or of another type is empty, never an exception.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace portcheck::server {

using Json = nlohmann::json;
using JsonPath = std::initializer_list<std::string_view>;

// The member at `path`; null where there is none.
const Json& member(const Json& json, JsonPath path);
// A text, number or boolean as text. Of an object its "value" or "name", of a list its first element: how
// desks wrap what was chosen from a list.
std::string text_of(const Json& value);
std::string text_at(const Json& json, JsonPath path);
uint64_t size_at(const Json& json, JsonPath path);
const Json& list_at(const Json& json, JsonPath path);  // an empty list where there is none
std::vector<std::string> texts_at(const Json& json, JsonPath path);

// UTF-8 whatever came: bytes that are none become U+FFFD.
std::string dumped(const Json& json);

}  // namespace portcheck::server
