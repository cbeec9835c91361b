#include "text/utf8.h"

#include <algorithm>
#include <bit>

#include "text/cold.h"
#include "text/vector16.h"

namespace portcheck::text {
namespace {

// Not 0 where a byte is no ASCII, or NUL.
uint32_t special(Vector16 v) {
  return high_bits(v | (v - spread(1)));
}

bool is_special(char c) {
  return static_cast<signed char>(c) <= 0;
}

// How many bytes stand before the first of them.
size_t plain_prefix(const char* data, size_t size) {
  size_t i = 0;
  for (; i + 64 <= size; i += 64) {
    const Vector16 a = load16(data + i), b = load16(data + i + 16), c = load16(data + i + 32),
                   d = load16(data + i + 48), one = spread(1);
    if (high_bits(a | b | c | d | (a - one) | (b - one) | (c - one) | (d - one)) != 0) break;
  }
  for (; i + 16 <= size; i += 16) {
    if (const uint32_t bits = special(load16(data + i)); bits != 0)
      return i + static_cast<size_t>(std::countr_zero(bits));
  }
  while (i < size && !is_special(data[i])) ++i;
  return i;
}

struct Sequence {
  uint32_t length;  // bytes looked at that belong together; at least 1
  char32_t scalar;
  bool valid;
};

// `lead` is not ASCII. The second byte's range depends on the lead (Unicode table 3-7), the others
// are 80..BF.
Sequence decode_sequence(const unsigned char* at, size_t available) {
  const unsigned char lead = at[0];
  uint32_t following;
  char32_t scalar;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    following = 1;
    scalar = lead & 0x1Fu;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    following = 2;
    scalar = lead & 0x0Fu;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    following = 3;
    scalar = lead & 0x07u;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {1, kReplacement, false};
  }
  for (uint32_t i = 1; i <= following; ++i) {
    if (i >= available || at[i] < low || at[i] > high) return {i, kReplacement, false};
    scalar = (scalar << 6) | (at[i] & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return {following + 1, scalar, true};
}

Sequence decode_sequence(std::string_view bytes, size_t position) {
  return decode_sequence(reinterpret_cast<const unsigned char*>(bytes.data()) + position,
                         bytes.size() - position);
}

}  // namespace

bool is_ascii(std::string_view bytes) {
  for (size_t i = 0;; ++i) {
    i += plain_prefix(bytes.data() + i, bytes.size() - i);
    if (i == bytes.size() || bytes[i] != '\0') return i == bytes.size();
  }
}

size_t valid_utf8_prefix(std::string_view bytes, bool* nul) {
  size_t i = 0;
  for (;;) {
    i += plain_prefix(bytes.data() + i, bytes.size() - i);
    while (i < bytes.size() && is_special(bytes[i])) {
      const Sequence sequence = bytes[i] == '\0' ? Sequence{1, 0, true} : decode_sequence(bytes, i);
      if (!sequence.valid) return i;
      if (sequence.scalar == 0 && nul != nullptr) *nul = true;
      i += sequence.length;
    }
    if (i == bytes.size()) return i;
  }
}

PORTCHECK_COLD char32_t decode_one(std::string_view bytes, size_t& position) {
  const auto lead = static_cast<unsigned char>(bytes[position]);
  if (lead < 0x80) {
    ++position;
    return lead;
  }
  const Sequence sequence = decode_sequence(bytes, position);
  position += sequence.length;
  return sequence.scalar;
}

PORTCHECK_COLD size_t encode_one(char32_t scalar, char* out) {
  if ((scalar >= 0xD800 && scalar <= 0xDFFF) || scalar > 0x10FFFF) scalar = kReplacement;
  if (scalar < 0x80) {
    out[0] = static_cast<char>(scalar);
    return 1;
  }
  const auto continuation = [scalar](int shift) {
    return static_cast<char>(0x80 | ((scalar >> shift) & 0x3F));
  };
  if (scalar < 0x800) {
    out[0] = static_cast<char>(0xC0 | (scalar >> 6));
    out[1] = continuation(0);
    return 2;
  }
  if (scalar < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (scalar >> 12));
    out[1] = continuation(6);
    out[2] = continuation(0);
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (scalar >> 18));
  out[1] = continuation(12);
  out[2] = continuation(6);
  out[3] = continuation(0);
  return 4;
}

PORTCHECK_COLD void append_utf8(std::string& out, char32_t scalar) {
  char buffer[4];
  out.append(buffer, encode_one(scalar, buffer));
}

PORTCHECK_COLD size_t append_repaired(std::string& out, std::string_view bytes) {
  size_t repairs = 0;
  while (!bytes.empty()) {
    const size_t good = valid_utf8_prefix(bytes);
    out.append(bytes.substr(0, good));
    bytes.remove_prefix(good);
    if (bytes.empty()) break;
    out.append(kReplacementUtf8);
    bytes.remove_prefix(decode_sequence(bytes, 0).length);
    ++repairs;
  }
  return repairs;
}

std::string_view cut_at_character(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  for (int i = 0; i < 3 && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80; ++i) --end;
  return text.substr(0, end);
}

}  // namespace portcheck::text
