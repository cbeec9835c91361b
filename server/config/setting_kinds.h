// The kinds of settings, for the two tables that are made of them (settings.cc, desk_settings.cc): each names
// what is allowed and puts a value where it belongs.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "portcheck/request.h"
#include "server/config/settings.h"

namespace portcheck::server::setting_kinds {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct Unit {
  std::string_view name;
  uint64_t factor;
};
constexpr Unit kDurationUnits[] = {{"ms", 1}, {"s", 1'000}, {"min", 60'000}, {"h", 3'600'000}};
constexpr Unit kSizeUnits[] = {{"KiB", 1U << 10}, {"MiB", 1U << 20}, {"GiB", 1U << 30}};

template <size_t N>
std::optional<uint64_t> parse_with_unit(std::string_view text, const Unit (&units)[N]) {
  uint64_t number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc{} || number > uint64_t{1} << 32) return std::nullopt;
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  for (const Unit& one : units) {
    if (one.name == unit) return number * one.factor;
  }
  return std::nullopt;
}

inline std::string shown(Milliseconds value) {
  for (size_t i = std::size(kDurationUnits); i-- > 1;) {
    const auto factor = static_cast<int64_t>(kDurationUnits[i].factor);
    if (value.count() != 0 && value.count() % factor == 0) {
      return std::to_string(value.count() / factor).append(kDurationUnits[i].name);
    }
  }
  return std::to_string(value.count()) + "ms";
}

inline std::string shown_size(uint64_t value) {
  for (size_t i = std::size(kSizeUnits); i-- > 0;) {
    if (value % kSizeUnits[i].factor == 0)
      return std::to_string(value / kSizeUnits[i].factor).append(kSizeUnits[i].name);
  }
  return std::to_string(value);
}

using Accepts = bool (*)(const std::string&);

inline bool anything(const std::string&) {
  return true;
}
inline bool not_empty(const std::string& text) {
  return !text.empty();
}

inline bool is_secret(const std::string& text) {
  for (const char c : text) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return text.empty() || text.size() >= 16;
}

inline bool is_url(const std::string& text, bool with_path) {
  const size_t scheme = text.rfind("http://", 0) == 0 ? 7 : text.rfind("https://", 0) == 0 ? 8 : 0;
  if (scheme == 0 || text.size() == scheme) return false;
  const std::string rest = text.substr(scheme);
  return rest.find_first_of(with_path ? " ?#@" : " ?#@/") == std::string::npos;
}
inline bool is_origin(const std::string& text) {
  return is_url(text, false);
}
inline bool is_base_url(const std::string& text) {
  return text.empty() || is_url(text, true);
}

// `field(config)` is where the value goes.
template <class Target = Config, class Field>
SettingOf<Target> text(std::string_view key, std::string allowed, Accepts accepts, Field field,
                       bool secret = false) {
  return {key, SettingKind::text, std::move(allowed), secret, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<std::string>(&node.value);
            if (value == nullptr || !accepts(*value)) return false;
            field(config) = *value;
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> list(std::string_view key, std::string allowed, Accepts accepts, Field field,
                       bool secret = false) {
  return {key, SettingKind::list, std::move(allowed), secret, [=](Target& config, const JsonNode& node) {
            const auto* items = std::get_if<JsonNode::Array>(&node.value);
            if (items == nullptr) return false;
            std::vector<std::string> values;
            for (const JsonNode& item : *items) {
              const auto* value = std::get_if<std::string>(&item.value);
              if (value == nullptr || !accepts(*value)) return false;
              values.push_back(*value);
            }
            field(config) = std::move(values);
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> boolean(std::string_view key, Field field) {
  return {key, SettingKind::boolean, "true or false", false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<bool>(&node.value);
            if (value != nullptr) field(config) = *value;
            return value != nullptr;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> whole(std::string_view key, int64_t low, int64_t high, Field field) {
  std::string allowed = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  return {key, SettingKind::whole, std::move(allowed), false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<int64_t>(&node.value);
            if (value == nullptr || *value < low || *value > high) return false;
            auto& target = field(config);
            target = static_cast<std::remove_reference_t<decltype(target)>>(*value);
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> duration(std::string_view key, Milliseconds low, Milliseconds high, Field field) {
  std::string allowed = "a time from \"" + shown(low) + "\" to \"" + shown(high) + "\", with ms, s, min or h";
  return {key, SettingKind::duration, std::move(allowed), false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<std::string>(&node.value);
            const auto parsed = value == nullptr ? std::nullopt : parse_duration(*value);
            if (!parsed || *parsed < low || *parsed > high) return false;
            field(config) = *parsed;
            return true;
          }};
}

template <class Target = Config, class Field>
SettingOf<Target> size(std::string_view key, uint64_t low, uint64_t high, Field field) {
  std::string allowed =
      "a size from \"" + shown_size(low) + "\" to \"" + shown_size(high) + "\", with KiB, MiB or GiB";
  return {key, SettingKind::size, std::move(allowed), false, [=](Target& config, const JsonNode& node) {
            const auto* value = std::get_if<std::string>(&node.value);
            const auto parsed = value == nullptr ? std::nullopt : parse_size(*value);
            if (!parsed || *parsed < low || *parsed > high) return false;
            field(config) = *parsed;
            return true;
          }};
}

// A profile, kept as the JSON that the engine reads.
template <class Target = Config, class Field>
SettingOf<Target> profile(std::string_view key, Field field) {
  const std::string allowed = "an object as portcheck.request's \"profile\" (shared/README.md)";
  return {key, SettingKind::object, allowed, false, [=](Target& config, const JsonNode& node) {
            if (!std::holds_alternative<JsonNode::Object>(node.value)) return false;
            const std::string json = to_json(node);
            Profile checked;
            if (json != "{}" && parse_profile(json, checked)) return false;
            field(config) = json == "{}" ? std::string() : json;
            return true;
          }};
}

}  // namespace portcheck::server::setting_kinds
