// UTF-8: is it well-formed, one scalar at a time, and repair with U+FFFD.
// To turn the bytes of a file into UTF-8 first find out what they are: encoding.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace portcheck::text {

inline constexpr char32_t kReplacement = 0xFFFD;
inline constexpr std::string_view kReplacementUtf8 = "\xEF\xBF\xBD";

bool is_ascii(std::string_view bytes);

// Length of the longest well-formed prefix: bytes.size() when all of it is. No overlong forms, no surrogates,
// nothing above U+10FFFF. ASCII passes at 64 bytes a step.
// `nul` becomes true when there is a NUL in it.
size_t valid_utf8_prefix(std::string_view bytes, bool* nul = nullptr);
inline bool is_valid_utf8(std::string_view bytes, bool* nul = nullptr) {
  return valid_utf8_prefix(bytes, nul) == bytes.size();
}

// The scalar at `position`, which is moved behind it. An ill-formed sequence gives kReplacement and moves
// `position` behind its longest valid beginning (at least one byte), as browsers do.
// Requires position < bytes.size().
char32_t decode_one(std::string_view bytes, size_t& position);

// Writes 1..4 bytes and returns how many. Surrogates and values above U+10FFFF are written as U+FFFD.
size_t encode_one(char32_t scalar, char* out);
void append_utf8(std::string& out, char32_t scalar);

// Appends `bytes` to `out` with each ill-formed sequence replaced by U+FFFD; returns how many there were.
size_t append_repaired(std::string& out, std::string_view bytes);

// The longest prefix of well-formed `text` that has at most `max_bytes` bytes and ends between characters.
std::string_view cut_at_character(std::string_view text, size_t max_bytes);

}  // namespace portcheck::text
