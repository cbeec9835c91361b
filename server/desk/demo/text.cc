#include "server/desk/demo/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace portcheck::server::demo {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr size_t kFileNameBytes = 255;
constexpr size_t kExtensionBytes = 16;
constexpr std::array kMonths = {"January", "February", "March",     "April",   "May",      "June",
                                "July",    "August",   "September", "October", "November", "December"};

unsigned char byte_at(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// Length of the well-formed UTF-8 sequence at `at`; 0 when there is none.
size_t sequence_length(std::string_view text, size_t at) {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80) return 1;
  const size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                        : (lead & 0xF0) == 0xE0        ? 3
                        : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                       : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte_at(text, at + i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte_at(text, at + 1);
  if (lead == 0xE0 && second < 0xA0) return 0;  // longer than needed
  if (lead == 0xED && second > 0x9F) return 0;  // surrogates
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second > 0x8F) return 0;  // above U+10FFFF
  return length;
}

bool is_control(std::string_view character) {
  const unsigned char first = byte_at(character, 0);
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  return character.size() == 2 && first == 0xC2 && byte_at(character, 1) < 0xA0;
}

bool is_bidi_control(std::string_view character) {
  if (character.size() == 2) return character == "\xD8\x9C";  // U+061C
  if (character.size() != 3 || byte_at(character, 0) != 0xE2) return false;
  const unsigned char second = byte_at(character, 1);
  const unsigned char third = byte_at(character, 2);
  if (second == 0x80) return third == 0x8E || third == 0x8F || (third >= 0xAA && third <= 0xAE);
  return second == 0x81 && third >= 0xA6 && third <= 0xA9;
}

template <class Visit>
void each_character(std::string_view text, Visit visit) {
  for (size_t at = 0; at < text.size();) {
    const size_t length = sequence_length(text, at);
    visit(length == 0 ? kReplacement : text.substr(at, length));
    at += std::max<size_t>(length, 1);
  }
}

std::string trimmed(const std::string& text) {
  const size_t first = text.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::chrono::year_month_day day_of(Time time) {
  return std::chrono::floor<std::chrono::days>(time);
}

template <class... Values>
std::string print(const char* format, Values... values) {
  std::array<char, 96> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
  return {buffer.data(), static_cast<size_t>(std::clamp(length, 0, static_cast<int>(buffer.size()) - 1))};
}

}  // namespace

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool after_return = false;
  each_character(text, [&](std::string_view character) {
    if (character == "\r" || (character == "\n" && !after_return)) {
      out += '\n';
    } else if (character == "\t" || !is_control(character)) {
      out += character;
    }
    after_return = character == "\r";
  });
  return out;
}

std::string clean_line(std::string_view text) {
  std::string out = clean_text(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return trimmed(out);
}

std::string clean_file_name(std::string_view name) {
  if (const size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  std::string clean = clean_line(name);
  if (clean.empty() || clean == "." || clean == "..") return "unnamed";
  if (clean.size() <= kFileNameBytes) return clean;
  const size_t dot = clean.find_last_of('.');
  const bool has_extension = dot != std::string::npos && clean.size() - dot <= kExtensionBytes;
  const std::string extension = has_extension ? clean.substr(dot) : std::string();
  return shorten(clean, kFileNameBytes - extension.size()) + extension;
}

std::string without_bidi_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  each_character(text, [&](std::string_view character) {
    if (!is_bidi_control(character)) out += character;
  });
  return out;
}

size_t count_characters(std::string_view utf8) {
  size_t count = 0;
  each_character(utf8, [&](std::string_view) { ++count; });
  return count;
}

std::string shorten(std::string_view utf8, size_t max_bytes) {
  if (utf8.size() <= max_bytes) return std::string(utf8);
  size_t end = max_bytes;
  while (end > 0 && (byte_at(utf8, end) & 0xC0) == 0x80) --end;
  return std::string(utf8.substr(0, end));
}

std::string iso_time(Time time) {
  const auto day = day_of(time);
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::seconds>(time - std::chrono::floor<std::chrono::days>(time)));
  return print("%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(day.year()),
               static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
               static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
               static_cast<int>(clock.seconds().count()));
}

std::string long_time(Time time) {
  const auto day = day_of(time);
  const std::chrono::hh_mm_ss clock(
      std::chrono::floor<std::chrono::minutes>(time - std::chrono::floor<std::chrono::days>(time)));
  return print("%s %u, %d, %02d:%02d UTC", kMonths[static_cast<unsigned>(day.month()) - 1],
               static_cast<unsigned>(day.day()), static_cast<int>(day.year()),
               static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()));
}

std::string age(Time time, Time now) {
  using namespace std::chrono;
  const auto passed = now - time;
  if (passed < 45s) return "just now";
  if (passed < 60min)
    return print("%lld min ago", std::max(1LL, static_cast<long long>(floor<minutes>(passed).count())));
  if (passed < 24h) return print("%lld h ago", static_cast<long long>(floor<hours>(passed).count()));
  const auto days_ago = floor<days>(passed).count();
  if (days_ago < 14)
    return print("%lld day%s ago", static_cast<long long>(days_ago), days_ago == 1 ? "" : "s");
  const auto day = day_of(time);
  return print("%.3s %u, %d", kMonths[static_cast<unsigned>(day.month()) - 1],
               static_cast<unsigned>(day.day()), static_cast<int>(day.year()));
}

std::string file_size(uint64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  const bool kilobytes = bytes < 999'950;
  const uint64_t tenths = (bytes + (kilobytes ? 50 : 50'000)) / (kilobytes ? 100 : 100'000);
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + (kilobytes ? " KB" : " MB");
}

std::string url_encode(std::string_view text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  for (const char c : text) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += print("%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace portcheck::server::demo
