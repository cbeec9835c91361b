#include "text/clean.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace portcheck::text {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_unicode_space(char32_t c) {
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_invisible(char32_t c) {
  return c == 0xAD || c == 0x34F || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0xFEFF || (c >= 0xE0000 && c <= 0xE007F);
}

// Decimal digits of scripts that phone numbers are really pasted in.
int foreign_digit(char32_t c) {
  constexpr char32_t kZeros[] = {0x660,   0x6F0,   0x966,   0x9E6,   0xFF10,
                                 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6};
  for (char32_t zero : kZeros) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

char ascii_shape(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFF01 + '!');
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63) return '-';
  if (c == 0x2018 || c == 0x2019 || c == 0x2032 || c == 0xB4) return '\'';
  if (c == 0x201C || c == 0x201D) return '"';
  if (c == 0x2044) return '/';
  return 0;
}

bool is_control(unsigned char c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
}

}  // namespace

std::string_view trim(std::string_view text) {
  size_t first = 0, last = text.size();
  while (first < last && is_space(text[first])) ++first;
  while (last > first && is_space(text[last - 1])) --last;
  return text.substr(first, last - first);
}

Cleaned clean(std::string_view text, std::string& scratch, bool fold_shapes) {
  bool plain = true;
  for (char c : text)
    plain = plain && !(static_cast<unsigned char>(c) >= 0x7F || is_control(static_cast<unsigned char>(c)));
  if (plain) return {trim(text), 0};

  scratch.clear();
  uint8_t changed = 0;
  for (size_t i = 0; i < text.size();) {
    auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (is_control(byte)) {
        changed |= kControl;
      } else {
        scratch += text[i];
      }
      ++i;
      continue;
    }
    size_t from = i;
    char32_t c = decode_one(text, i);
    int digit = fold_shapes ? foreign_digit(c) : -1;
    char shape = fold_shapes && digit < 0 ? ascii_shape(c) : '\0';
    if (is_unicode_space(c)) {
      changed |= kUnicodeSpace;
      scratch += ' ';
    } else if (is_invisible(c)) {
      changed |= kInvisible;
    } else if (c >= 0x80 && c < 0xA0) {
      changed |= kControl;
    } else if (digit >= 0) {
      changed |= kForeignDigit;
      scratch += static_cast<char>('0' + digit);
    } else if (shape != 0) {
      changed |= kFullWidth;
      scratch += shape;
    } else {
      scratch.append(text.substr(from, i - from));
    }
  }
  return {trim(changed ? std::string_view(scratch) : text), changed};
}

bool starts_with_fold(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equal_fold(text.substr(0, prefix.size()), prefix);
}

bool equal_fold(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

bool contains_fold(std::string_view text, std::string_view word) {
  for (size_t i = 0; i + word.size() <= text.size(); ++i) {
    if (equal_fold(text.substr(i, word.size()), word)) return true;
  }
  return false;
}

std::string fold_name(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) out += lower(c);
  }
  return out;
}

unsigned edit_distance(std::string_view a, std::string_view b, unsigned limit) {
  constexpr size_t kLongest = 64;
  size_t gap = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (gap > limit || b.size() > kLongest) return limit + 1;
  std::array<unsigned, kLongest + 1> row{};
  for (unsigned j = 0; j <= b.size(); ++j) row[j] = j;
  for (unsigned i = 1; i <= a.size(); ++i) {
    unsigned diagonal = row[0], best = row[0] = i;
    for (unsigned j = 1; j <= b.size(); ++j) {
      unsigned substituted = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
      best = std::min(best, row[j]);
    }
    if (best > limit) return limit + 1;
  }
  return std::min(row[b.size()], limit + 1);
}

size_t count_characters(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace portcheck::text
